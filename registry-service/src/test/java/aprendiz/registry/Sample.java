package aprendiz.registry;

import aprendiz.model.Json;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.Parent;
import aprendiz.model.Relation;
import aprendiz.model.Task;
import aprendiz.model.catalog.Version;
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

/** Small checkpoints and data sets, each different from the others by its seed. */
public final class Sample {

    /** One layer of width four, two labels. */
    public static final String CONFIG = """
            {"model_type":"bert","architectures":["BertForSequenceClassification"],"hidden_size":4,"num_hidden_layers":1,
             "num_attention_heads":2,"intermediate_size":4,"vocab_size":3,"max_position_embeddings":8,"type_vocab_size":2,
             "id2label":{"0":"bad","1":"good"},"label2id":{"bad":0,"good":1}}
            """;

    /** A base model. */
    public static Path model(Path folder, int seed) throws IOException {
        return seal(files(folder, seed), Kind.BASE, List.of());
    }

    /** A model that was fine-tuned from another on some data. */
    public static Path child(Path folder, int seed, Version base, Version data) throws IOException {
        return seal(
                files(folder, seed),
                Kind.FINE_TUNED,
                List.of(parent(Relation.FINE_TUNED_FROM, base), parent(Relation.TRAINED_ON, data)));
    }

    public static Path dataset(Path folder, int seed) throws IOException {
        Files.createDirectories(folder.resolve("en"));
        Files.writeString(folder.resolve("en/rooms.csv"), "text,rating\nroom number " + seed + ",5\n");
        Files.writeString(folder.resolve("README.md"), "# Rooms\n");
        return folder;
    }

    public static Parent parent(Relation relation, Version version) {
        return new Parent(relation, version.type(), version.name(), version.number(), version.digest());
    }

    /** A BERT with one layer for three tokens: config.json, vocab.txt, model.safetensors. */
    public static Path files(Path folder, int seed) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), CONFIG);
        Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\nroom\n");
        return weights(folder, seed, tensors(seed));
    }

    public static Path weights(Path folder, int seed, Map<String, TensorData> tensors) throws IOException {
        SafetensorsWriter.write(
                folder.resolve("model.safetensors"), Map.of("format", "pt", "seed", Integer.toString(seed)), tensors);
        return folder;
    }

    /** Every tensor that the configuration asks for; all numbers are the seed's. */
    public static SortedMap<String, TensorData> tensors(int seed) throws IOException {
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

    public static Path seal(Path folder, Kind kind, List<Parent> parents) throws IOException {
        Manifest manifest = new Manifest(
                1,
                kind,
                Task.TEXT_CLASSIFICATION,
                parents,
                null,
                17L,
                new TreeMap<>(Map.of("accuracy", 0.75)),
                null,
                "tests",
                List.of());
        new Checkpoint(folder).seal(manifest);
        return folder;
    }

    private Sample() {}
}
