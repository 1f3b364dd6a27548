package aprendiz.transformers.training;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.model.tensors.DType;
import aprendiz.model.tensors.SafetensorsWriter;
import aprendiz.model.tensors.TensorData;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.StoredTensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A smaller network made of some layers of a larger one, its embeddings and its head (Sanh et al., "DistilBERT, a distilled
 * version of BERT", 2019, section 3).
 *
 * @param teacher a checkpoint
 * @param layers of the teacher, counted from 0, rising, that become the student's
 * @param layout how the student is built; what its layout has not, it does not take over
 */
public record Student(Path teacher, List<Integer> layers, Layout layout) {

    private static final List<String> TEXTS = List.of(
            "tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json", "added_tokens.json");

    /** @throws Problem of kind INVALID if the layers do not rise */
    public Student {
        layers = List.copyOf(layers);
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) < 0 || (i > 0 && layers.get(i) <= layers.get(i - 1))) {
                throw bad("student.layers", layers + " must rise from 0 or more");
            }
        }
        if (layers.isEmpty()) {
            throw bad("student.layers", "a student needs a layer");
        }
    }

    /** One that is built as its teacher. */
    public Student(Path teacher, List<Integer> layers) {
        this(teacher, layers, Layout.SAME);
    }

    /** As DistilBERT chooses: evenly from the first to the last, {@code 0, 2, 4, 7, 9, 11} for 6 of 12. */
    public static List<Integer> evenly(int of, int layers) {
        if (layers < 1 || layers > of) {
            throw bad("student.layers", layers + " cannot be taken of " + of);
        }
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            chosen.add(layers == 1 ? 0 : (int) Math.round((double) i * (of - 1) / (layers - 1)));
        }
        return chosen;
    }

    /**
     * Writes a student of other widths, all whose weights are new, with the teacher's tokenizer.
     *
     * @param width of its vectors: a multiple of the size of the teacher's heads
     * @param seed of the weights
     * @throws Problem of kind INVALID if it is none
     */
    public static void writeNew(Path teacher, Layout layout, int layers, int width, long seed, Path folder)
            throws IOException {
        ModelConfig config = layout.of(new Checkpoint(teacher).config(), layers, width);
        Files.createDirectories(folder);
        copyTokenizer(teacher, folder);
        NewCheckpoint.write(folder, config, seed);
    }

    /**
     * Writes the student as a checkpoint, with the teacher's tokenizer.
     *
     * @throws Problem of kind INVALID if the teacher has no such layer
     */
    public void write(Path folder) throws IOException {
        Checkpoint files = new Checkpoint(teacher);
        ModelConfig config = files.config();
        Network large = new Network(Family.of(config), Head.of(config));
        if (layers.getLast() >= large.family().layers()) {
            throw bad(
                    "student.layers",
                    layers + " of a teacher that has " + large.family().layers());
        }
        Files.createDirectories(folder);
        copyTokenizer(teacher, folder);
        layout.of(config, layers.size(), config.hiddenSize()).write(folder.resolve(Checkpoint.CONFIG));
        Network small = new Network(Family.of(new Checkpoint(folder).config()), large.head());
        try (StoredTensors stored = StoredTensors.open(files, large.family())) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            sources(large, small)
                    .forEach((ours, theirs) -> tensors.put(
                            ours.name(), TensorData.lazily(DType.F32, () -> bytes(stored, theirs), ours.shape())));
            SafetensorsWriter.write(folder.resolve(Checkpoint.WEIGHTS), Map.of(), tensors);
        }
    }

    /** Copies the files of a checkpoint's tokenizer. */
    static void copyTokenizer(Path checkpoint, Path folder) throws IOException {
        for (String text : TEXTS) {
            if (Files.exists(checkpoint.resolve(text))) {
                Files.copy(checkpoint.resolve(text), folder.resolve(text), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The teacher's tensor that becomes each of the student's: layers and heads have the same parts in the same order. */
    private Map<Parameter, Parameter> sources(Network large, Network small) {
        List<Parameter> theirs = large.parameters();
        List<Parameter> ours = small.parameters();
        Map<Parameter, Parameter> sources = new LinkedHashMap<>();
        int at = 0;
        for (; at < small.family().tensorsUpTo(0); at++) {
            sources.put(ours.get(at), embedding(large.family(), ours.get(at), small.family()));
        }
        for (int layer = 0; layer < layers.size(); layer++) {
            int from = large.family().tensorsUpTo(layers.get(layer));
            for (; at < small.family().tensorsUpTo(layer + 1); at++) {
                sources.put(ours.get(at), theirs.get(from++));
            }
        }
        for (int from = large.family().trunk().size(); at < ours.size(); at++) {
            sources.put(ours.get(at), theirs.get(from++));
        }
        return sources;
    }

    private static Parameter embedding(Family large, Parameter ours, Family small) {
        String name = large.prefix() + ours.name().substring(small.prefix().length());
        return large.trunk().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ByteBuffer bytes(StoredTensors stored, Parameter parameter) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(parameter.elements() * Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        stored.fill(parameter, bytes.asFloatBuffer());
        return bytes;
    }

    private static Problem bad(String place, String message) {
        return Problem.invalid("Impossible settings", List.of(new Complaint(place, message)));
    }
}
