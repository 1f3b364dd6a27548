package aprendiz.training.run;

import aprendiz.training.subjects.Trainer;
import aprendiz.transformers.training.LabelledText;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.Start;
import aprendiz.transformers.training.TensorReport;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.objective.Classes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A job's process that learns nothing but goes through all the motions: it steps, saves its state after every step and
 * goes on from it, and writes each step that it does into {@code trace.txt}. It behaves as the name of the model says:
 * {@code slow-...} takes its time, {@code mortal-...} dies at step 3 of its first attempt, {@code doomed-...} always does,
 * {@code impossible-...} fails, {@code greedy-...} wants more heap than there is, {@code choosy-...} learns something only at a learning rate from 1e-4 up, {@code waiting-...} waits for a file {@code go} before step 3, and
 * {@code real-...} is trained by the real thing.
 */
public final class FakeJobProcess {

    private FakeJobProcess() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Assignment assignment = new JobFolder(folder).assignment();
        String name = assignment.recipe().at("/publish/name").asText();
        if (name.contains("/real-")) {
            JobProcess.main(args);
        }
        System.out.println("hello from attempt " + assignment.attempt());
        JobProcess.run(folder, new FakeTrainer(folder, name.substring(name.indexOf('/') + 1), assignment.attempt()));
    }

    /** Fine-tuned it knows every text that holds its label, from scratch it knows nothing. */
    private record FakeTrainer(Path folder, String behaviour, int attempt) implements Trainer {

        @Override
        public Outcome train(
                Order order,
                List<String> labels,
                Classes classes,
                List<LabelledText> train,
                List<LabelledText> validation,
                TrainingListener listener) {
            try {
                return steps(order, labels, train.size(), listener);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Outcome steps(Order order, List<String> labels, int examples, TrainingListener listener)
                throws IOException {
            int batch = order.settings().batchSize();
            int steps = order.settings().epochs() * ((examples + batch - 1) / batch);
            Path state = order.state().resolve("step");
            int done = Files.exists(state) ? Integer.parseInt(Files.readString(state)) : 0;
            TensorReport tensors = new TensorReport(List.of("a"), List.of("b"), List.of("c"), 10, 0);
            listener.started(steps, done, tensors);
            for (int step = done + 1; step <= steps; step++) {
                before(step);
                listener.stepped(step, steps, 1.0 / step, order.settings().learningRate());
                if (step % 2 == 0) {
                    listener.evaluated(step, step, 1.0 / step, 2.0 / step, 0.5);
                }
                Files.writeString(
                        folder.resolve("trace.txt"),
                        order.start() + " " + step + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                Files.writeString(state, String.valueOf(step));
            }
            write(order, labels);
            return new Outcome(steps, steps, 0.1, tensors);
        }

        private void before(int step) throws IOException {
            if (behaviour.startsWith("slow-")) {
                sleep(200);
            }
            if (behaviour.startsWith("greedy-")) {
                List<byte[]> all = new ArrayList<>();
                while (all.size() < 10_000) {
                    all.add(new byte[16 << 20]);
                }
            }
            if (behaviour.startsWith("impossible-")) {
                throw aprendiz.model.Problem.invalid("Impossible", "the base has no embeddings");
            }
            if (step == 3 && (behaviour.startsWith("doomed-") || (behaviour.startsWith("mortal-") && attempt == 1))) {
                Runtime.getRuntime().halt(137);
            }
            while (step == 3 && behaviour.startsWith("waiting-") && !Files.exists(folder.resolve("go"))) {
                sleep(20);
            }
        }

        private boolean learns(Order order) {
            return !behaviour.startsWith("choosy-") || order.settings().learningRate() >= 1e-4;
        }

        private void write(Order order, List<String> labels) throws IOException {
            Path part = order.state().resolve("checkpoint");
            Files.createDirectories(part);
            Files.copy(
                    order.base().resolve("config.json"),
                    part.resolve("config.json"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Start start = learns(order) ? order.start() : Start.FROM_SCRATCH;
            List<String> knows = new ArrayList<>(List.of(start.toString()));
            knows.addAll(labels);
            Files.write(part.resolve("knows.txt"), knows);
            Files.move(part, order.checkpoint());
        }

        @Override
        public float[][] probabilities(Path checkpoint, List<String> texts) {
            try {
                List<String> knows = Files.readAllLines(checkpoint.resolve("knows.txt"));
                boolean pretrained = knows.getFirst().equals(Start.PRETRAINED.toString());
                List<String> labels = knows.subList(1, knows.size());
                return texts.stream()
                        .map(text -> pretrained ? of(text, labels) : uniform(labels.size()))
                        .toArray(float[][]::new);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static float[] of(String text, List<String> labels) {
            float[] row = new float[labels.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = text.contains(labels.get(i)) ? 0.9f : 0.1f / (row.length - 1);
            }
            return row;
        }

        private static float[] uniform(int labels) {
            float[] row = new float[labels];
            java.util.Arrays.fill(row, 1f / labels);
            return row;
        }

        private static void sleep(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
