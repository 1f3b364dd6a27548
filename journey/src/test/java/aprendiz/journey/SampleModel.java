package aprendiz.journey;

import aprendiz.model.Json;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.Task;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ExpectedTensors;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.model.tensors.SafetensorsWriter;
import aprendiz.model.tensors.TensorData;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A BERT with one layer for three tokens, whole enough to be published. */
final class SampleModel {

    private static final String CONFIG = """
        {"model_type":"bert","architectures":["BertForSequenceClassification"],"hidden_size":4,"num_hidden_layers":1,
         "num_attention_heads":2,"intermediate_size":4,"vocab_size":3,"max_position_embeddings":8,"type_vocab_size":2,
         "id2label":{"0":"bad","1":"good"},"label2id":{"bad":0,"good":1}}
        """;

    /** Writes it over what the folder holds; each seed makes another one. */
    static void write(Path folder, int seed) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), CONFIG);
        Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\nroom\n");
        SafetensorsWriter.write(
                folder.resolve("model.safetensors"),
                Map.of("format", "pt", "seed", Integer.toString(seed)),
                tensors(seed));
        new Checkpoint(folder)
                .seal(new Manifest(
                        1,
                        Kind.BASE,
                        Task.TEXT_CLASSIFICATION,
                        List.of(),
                        null,
                        17L,
                        new TreeMap<>(Map.of("accuracy", 0.75)),
                        null,
                        "tests",
                        List.of()));
    }

    private static SortedMap<String, TensorData> tensors(int seed) throws IOException {
        ModelConfig config = ModelConfig.of(Json.MAPPER.readValue(CONFIG, ObjectNode.class));
        SortedMap<String, TensorData> tensors = new TreeMap<>();
        ExpectedTensors.of(config).orElseThrow().needed().forEach((name, shape) -> {
            long[] dims = shape.stream().mapToLong(Long::longValue).toArray();
            float[] values = new float[(int) Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
            Arrays.fill(values, seed / 8f);
            tensors.put(name, TensorData.floats(values, dims));
        });
        return tensors;
    }

    private SampleModel() {}
}
