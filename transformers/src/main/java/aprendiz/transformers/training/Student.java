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
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 */
public record Student(Path teacher, List<Integer> layers) {

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
     * Writes the student as a checkpoint, with the teacher's tokenizer.
     *
     * @throws Problem of kind INVALID if the teacher has no such layer
     */
    public void write(Path folder) throws IOException {
        Checkpoint files = new Checkpoint(teacher);
        ModelConfig config = files.config();
        Family large = Family.of(config);
        if (layers.getLast() >= large.layers()) {
            throw bad("student.layers", layers + " of a teacher that has " + large.layers());
        }
        ObjectNode json = config.toJson();
        json.put(json.has("n_layers") ? "n_layers" : "num_hidden_layers", layers.size());
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(Checkpoint.CONFIG), json.toPrettyString());
        for (String text : TEXTS) {
            if (Files.exists(files.file(text))) {
                Files.copy(files.file(text), folder.resolve(text), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        ModelConfig small = new Checkpoint(folder).config();
        Head head = Head.of(config);
        Map<String, Parameter> theirs = new LinkedHashMap<>();
        new Network(large, head).parameters().forEach(one -> theirs.put(one.name(), one));
        try (StoredTensors stored = StoredTensors.open(files, large)) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            for (Parameter parameter : new Network(Family.of(small), head).parameters()) {
                Parameter source = theirs.get(inTeacher(large, parameter.name()));
                tensors.put(
                        parameter.name(), TensorData.lazily(DType.F32, () -> bytes(stored, source), parameter.shape()));
            }
            SafetensorsWriter.write(folder.resolve(Checkpoint.WEIGHTS), Map.of(), tensors);
        }
    }

    /** The name of the tensor that becomes one of the student. */
    private String inTeacher(Family family, String name) {
        for (int layer = 0; layer < layers.size(); layer++) {
            String prefix = family.layerPrefix(layer);
            if (name.startsWith(prefix)) {
                return family.layerPrefix(layers.get(layer)) + name.substring(prefix.length());
            }
        }
        return name;
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
