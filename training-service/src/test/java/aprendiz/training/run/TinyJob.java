package aprendiz.training.run;

import aprendiz.model.Json;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.Version;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.registry.client.RegistryClient;
import aprendiz.training.FakeRegistry;
import aprendiz.training.recipe.Pinned;
import aprendiz.training.recipe.Pins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** A job by the real training, without a service: its base and its data lie in a registry of its own. */
final class TinyJob implements AutoCloseable {

    private final Path temp;
    private final FakeRegistry registry = new FakeRegistry();
    private final Pins pins;

    /**
     * Publishes base and data.
     *
     * @param base a checkpoint
     * @param rows of a CSV file, behind its header {@code text,label}
     */
    TinyJob(Path temp, Path base, String rows) throws IOException {
        this.temp = temp;
        new Checkpoint(base)
                .seal(new Manifest(
                        1,
                        Kind.BASE,
                        Task.FEATURE_EXTRACTION,
                        List.of(),
                        null,
                        null,
                        new TreeMap<>(),
                        null,
                        null,
                        List.of()));
        Path data = Files.createDirectory(temp.resolve("data"));
        Files.writeString(data.resolve("rooms.csv"), "text,label\n" + rows);
        RegistryClient client = RegistryClient.at(registry.address());
        Version model = client.publish(RepositoryType.MODEL, ModelName.of("a/base"), base, "", "base");
        Version rooms = client.publish(RepositoryType.DATASET, ModelName.of("a/rooms"), data, "", "data");
        pins = new Pins(Pinned.of(model), Pinned.of(rooms));
    }

    /** Rows of two labels that a small base can tell from each other. */
    static String rows() {
        StringBuilder rows = new StringBuilder();
        for (String thing : List.of("room", "bed", "staff", "view")) {
            for (String verb : List.of("was", "is", "was very", "is very", "was not", "is not")) {
                for (String quality : List.of("clean", "dirty")) {
                    rows.append("the %s %s %s,%s%n".formatted(thing, verb, quality, quality));
                }
            }
        }
        return rows.toString();
    }

    /** The job in a folder of its own. */
    JobFolder folder(String where, int epochs) throws IOException {
        JobFolder folder = JobFolder.of(temp.resolve(where), "one");
        folder.assign(new Assignment(
                "one",
                1,
                Json.MAPPER.readTree("""
                        {"technique": "transfer", "base": "a/base", "publish": {"name": "a/tiny"},
                         "data": {"dataset": "a/rooms", "file": "rooms.csv", "text": "text", "label": "label"},
                         "settings": {"epochs": %d, "batch_size": 4, "max_length": 16, "evaluations_per_epoch": 3}}
                        """.formatted(epochs)),
                pins,
                registry.address(),
                Duration.ofMinutes(1),
                temp.resolve("cache")));
        return folder;
    }

    /** Its process, begun. */
    static Process start(JobFolder folder) throws IOException {
        return Jvm.process("256m", JobProcess.class.getName(), folder.path().toString(), folder.log())
                .start();
    }

    static String log(JobFolder folder) throws IOException {
        return Files.readString(folder.log());
    }

    @Override
    public void close() {
        registry.close();
    }
}
