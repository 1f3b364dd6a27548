package aprendiz.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.Digest;
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
import aprendiz.training.recipe.Technique;
import aprendiz.training.subjects.TinyBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job by the real training, whose process is killed again and again; every file of its version is what it would have been. */
class KilledJobTest {

    private static final int KILLS = 20;
    private static final List<String> THINGS = List.of("room", "bed", "staff", "view");

    @TempDir
    Path temp;

    private FakeRegistry registry;
    private Pins pins;

    @BeforeEach
    void publish() throws IOException {
        registry = new FakeRegistry();
        RegistryClient client = RegistryClient.at(registry.address());
        Path base = TinyBase.write(temp.resolve("base"), "BertModel", List.of(), 2);
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
        Files.writeString(data.resolve("rooms.csv"), rows());
        Version model = client.publish(RepositoryType.MODEL, ModelName.of("a/base"), base, "", "base");
        Version rooms = client.publish(RepositoryType.DATASET, ModelName.of("a/rooms"), data, "", "data");
        pins = new Pins(Pinned.of(model), Pinned.of(rooms));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private static String rows() {
        StringBuilder rows = new StringBuilder("text,label\n");
        for (String thing : THINGS) {
            for (String verb : List.of("was", "is", "was very", "is very", "was not", "is not")) {
                for (String quality : List.of("clean", "dirty")) {
                    rows.append("the %s %s %s,%s%n".formatted(thing, verb, quality, quality));
                }
            }
        }
        return rows.toString();
    }

    @Test
    void killedAtTwentyRandomMomentsItEndsWithTheSameBytes() throws Exception {
        long began = System.nanoTime();
        JobFolder undisturbed = assigned("undisturbed");
        Process whole = start(undisturbed);
        assertThat(whole.waitFor()).as(log(undisturbed)).isZero();
        long length = (System.nanoTime() - began) / 1_000_000;
        SortedMap<String, String> expected = result(undisturbed);
        assertThat(expected).containsKeys("fine-tuning/model.safetensors", "from-scratch/model.safetensors");

        long seed = System.nanoTime();
        System.out.printf("a job of %d ms; the moments of its kills come from the seed %d%n", length, seed);
        Random random = new Random(seed);
        int ended = 0;
        int kills = 0;
        JobFolder folder = assigned("killed-0");
        while (kills < KILLS) {
            Process process = start(folder);
            if (process.waitFor(random.nextLong(length), TimeUnit.MILLISECONDS)) {
                assertThat(result(folder)).as(log(folder)).isEqualTo(expected);
                ended++;
                folder = assigned("killed-" + ended);
            } else {
                process.destroyForcibly().waitFor();
                kills++;
            }
        }
        assertThat(start(folder).waitFor()).as(log(folder)).isZero();
        assertThat(result(folder)).as(log(folder)).isEqualTo(expected);
        System.out.printf("%d kills in %d jobs%n", kills, ended + 1);
    }

    private JobFolder assigned(String where) throws IOException {
        JobFolder folder = JobFolder.of(temp.resolve(where), "one");
        folder.assign(new Assignment(
                "one",
                1,
                Json.MAPPER.readTree("""
                        {"technique": "transfer", "base": "a/base", "publish": {"name": "a/real-killed"},
                         "data": {"dataset": "a/rooms", "file": "rooms.csv", "text": "text", "label": "label"},
                         "settings": {"epochs": 12, "batch_size": 4, "max_length": 16, "evaluations_per_epoch": 3}}
                        """),
                pins,
                registry.address(),
                Duration.ofMinutes(1),
                temp.resolve("cache")));
        return folder;
    }

    private static Process start(JobFolder folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JobProcess.class.getName(),
                        folder.path().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .start();
    }

    /** Every file of what is to be published, and the weights of the baseline, by their digests. */
    private static SortedMap<String, String> result(JobFolder folder) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        for (Path checkpoint : List.of(folder.version(Technique.TRANSFER), folder.checkpoint(Phase.FROM_SCRATCH))) {
            try (Stream<Path> files = Files.walk(checkpoint)) {
                for (Path file : new TreeSet<>(files.filter(Files::isRegularFile).toList())) {
                    String name = checkpoint.getParent().relativize(file).toString();
                    digests.put(name, Digest.of(file).hex());
                }
            }
        }
        return digests;
    }

    private static String log(JobFolder folder) throws IOException {
        return Files.readString(folder.log());
    }
}
