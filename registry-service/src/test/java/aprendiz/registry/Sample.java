package aprendiz.registry;

import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.Parent;
import aprendiz.model.Relation;
import aprendiz.model.Task;
import aprendiz.model.catalog.Version;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.tensors.SafetensorsWriter;
import aprendiz.model.tensors.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small checkpoints and data sets, each different from the others by its seed. */
public final class Sample {

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

    public static Path files(Path folder, int seed) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"bert\",\"architectures\":[\"BertModel\"]}");
        Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\nroom\n");
        SafetensorsWriter.write(
                folder.resolve("model.safetensors"),
                Map.of("format", "pt"),
                Map.of("bert.weight", TensorData.floats(new float[] {seed, 1, 2, 3}, 2, 2)));
        return folder;
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
