package aprendiz.transformers.training;

import aprendiz.model.AtomicFile;
import aprendiz.model.Digest;
import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.network.Computing;
import aprendiz.transformers.network.Computing.Attention;
import aprendiz.transformers.network.Computing.Precision;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.training.objective.Example;
import aprendiz.transformers.training.objective.Lessons;
import aprendiz.transformers.training.objective.Objective;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Teaches a base checkpoint an objective.
 *
 * <p>Same base, data, settings and number of threads: the same bytes. A training stopped at any moment and begun again
 * with the same state folder ends with the same bytes as one that ran through.
 *
 * @param base a checkpoint
 * @param betweenSaves how long at most the training goes without saving its state
 * @param <E> what it learns from
 */
public record Training<E extends Example>(
        Path base, Objective<E> objective, Start start, TrainingSettings settings, Duration betweenSaves) {

    /**
     * Reads the base's config.
     *
     * @throws Problem of kind INVALID if the base is none that can be trained, or settings and base do not fit
     */
    public Training {
        new LearningPlan(network(base, objective, settings, Precision.FP32), Set.of(), settings, 1);
    }

    /** One that saves its state every twenty seconds. */
    public Training(Path base, Objective<E> objective, Start start, TrainingSettings settings) {
        this(base, objective, start, settings, Duration.ofSeconds(20));
    }

    private static Network network(Path base, Objective<?> objective, TrainingSettings settings, Precision precision) {
        try {
            Computing how =
                    new Computing(Attention.FUSED, precision, settings.method().adapters());
            Family family = Family.of(new Checkpoint(base).config());
            return new Network(family, objective.head(), how, objective.scaffolding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The base's tokenizer, which cuts texts where this training does. */
    public Tokenizer tokenizer() {
        Network network = network(base, objective, settings, Precision.FP32);
        return Tokenizer.load(
                base, Math.min(settings.maxLength(), network.family().positions()));
    }

    /**
     * Trains to the end and writes the best checkpoint (config.json, model.safetensors, tokenizer files), or the best
     * adapters.
     *
     * @param train what to learn; at least one
     * @param validation by which the best is chosen; at least one
     * @param state a folder of this training's own, where it saves what it needs to go on after a kill; may be empty
     * @param checkpoint where the result is written, whole or not at all
     * @throws Problem of kind INVALID if the data is unusable, the base incomplete or the training diverges; CONFLICT if
     *     the state is of another training
     * @throws java.util.concurrent.CancellationException if the listener cancels
     */
    public Outcome run(List<E> train, List<E> validation, Path state, Path checkpoint, TrainingListener listener) {
        Lessons<E> toLearn = lessons("train", train);
        Lessons<E> toValidate = lessons("validation", validation);
        Checkpoint files = new Checkpoint(base);
        Seed seed = new Seed(settings.seed());
        try (Tokenizer tokenizer = tokenizer()) {
            SavedState saved = new SavedState(state, identity(train, validation));
            Network network = network(base, objective, settings, precision(state));
            try (StoredTensors tensors = StoredTensors.open(files, network.family())) {
                HeadSwap swap = HeadSwap.of(start, tensors, network);
                int perEpoch = Math.ceilDiv(train.size(), settings.batchSize());
                LearningPlan plan = new LearningPlan(network, swap.madeBut(network.adapters()), settings, perEpoch);
                try (FineTuning tuning = new FineTuning(plan, swap.source(tensors, network, seed), objective, state)) {
                    TrainingLoop loop =
                            new TrainingLoop(tuning, settings, toLearn, toValidate, saved, betweenSaves, listener);
                    Outcome outcome = loop.run(swap.report(network, plan.frozen()));
                    new ResultFolder(files, network, tokenizer.maxLength())
                            .write(checkpoint, tuning.network().weights(), Companions.of(tensors, network, seed));
                    return outcome;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How well the base, as it is, does on examples: it must have the objective's own head.
     *
     * @throws Problem of kind INVALID if it has another
     */
    public Measurement measure(List<E> examples) {
        Lessons<E> lessons = lessons("examples", examples);
        Network network = network(base, objective, settings, Precision.FP32);
        try (StoredTensors tensors = StoredTensors.open(new Checkpoint(base), network.family())) {
            HeadSwap swap = HeadSwap.of(Start.CONTINUED, tensors, network);
            LearningPlan plan = new LearningPlan(network, Set.of(), settings, 1);
            LiveNetwork.Source source = swap.source(tensors, network, new Seed(settings.seed()));
            try (FineTuning tuning = new FineTuning(plan, source, objective, Path.of(""))) {
                return tuning.measure(lessons);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Lessons<E> lessons(String part, List<E> examples) {
        if (examples.isEmpty()) {
            throw Problem.invalid("Unusable data", List.of(new Complaint(part, "there is no text in it")));
        }
        int most = network(base, objective, settings, Precision.FP32).family().positions();
        for (int i = 0; i < examples.size(); i++) {
            String place = part + "[" + i + "]";
            objective.check(place, examples.get(i));
            if (examples.get(i).length() > most) {
                throw Objective.unusable(place, examples.get(i).length() + " tokens; the base takes " + most);
            }
        }
        return new Lessons<>(objective, examples);
    }

    /** As set, or as measured once: a training that goes on elsewhere goes on as it began. */
    private Precision precision(Path state) throws IOException {
        if (settings.method().precision().isPresent()) {
            return settings.method().precision().orElseThrow();
        }
        Path chosen = state.resolve("precision");
        if (!Files.exists(chosen)) {
            Precision faster = Processor.faster(
                    network(base, objective, settings, Precision.FP32).family());
            AtomicFile.write(chosen, faster.name().getBytes(StandardCharsets.UTF_8));
        }
        return Precision.valueOf(Files.readString(chosen));
    }

    /** Of all that the result depends on, but for the machine. */
    private Digest identity(List<E> train, List<E> validation) throws IOException {
        MessageDigest all = Digest.newSha256();
        Checkpoint files = new Checkpoint(base);
        List<Object> parts = new ArrayList<>(List.of(Digest.of(files.file(Checkpoint.CONFIG))));
        for (Path weights : files.weightFiles()) {
            parts.add(Digest.of(weights));
        }
        parts.addAll(List.of(Digest.of(Tokenizer.json(base)), objective, start, settings));
        parts.forEach(part -> all.update((part + "\n").getBytes(StandardCharsets.UTF_8)));
        for (List<E> examples : List.of(train, validation)) {
            examples.forEach(example -> all.update((example + "\n").getBytes(StandardCharsets.UTF_8)));
            all.update((byte) '\n');
        }
        return Digest.finish(all);
    }
}
