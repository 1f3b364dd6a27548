package aprendiz.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import aprendiz.journey.process.ServiceProcess;
import aprendiz.local.TestInfrastructure;
import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasMove;
import aprendiz.model.catalog.Repository;
import aprendiz.model.catalog.Version;
import aprendiz.registry.client.RegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry killed without warning at fifty random moments, while people publish, move aliases and sweep. What it
 * acknowledged is there, what is there is whole, and its events say what happened, once.
 */
class RegistryKillsIT {

    /** Fewer, by {@code -Dkills=5}, only while trying something out. */
    private static final int KILLS = Integer.getInteger("kills", 50);

    private static final long SEED = 20261122;
    private static final int MODELS = 2;

    @TempDir
    static Path temp;

    private static ServiceProcess registry;
    private static RegistryClient client;

    @BeforeAll
    static void prepare() throws IOException {
        Map<String, String> environment = new HashMap<>(new TestInfrastructure().start());
        environment.put("APRENDIZ_BLOBS", temp.resolve("blobs").toString());
        // nothing that is needed may go, however early a sweep comes
        environment.put("APRENDIZ_REGISTRY_RETENTION_GRACE", "5S");
        registry = ServiceProcess.of(
                "registry",
                Root.PATH,
                Files.createDirectories(Root.PATH.resolve("journey/target/registry-kills")),
                environment);
        client = new RegistryClient(registry.address());
    }

    /** Class data are shared between starts, so that they are quick; the first start writes the archive as it ends. */
    private static Process start() throws IOException, InterruptedException {
        return registry.start(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + registry.home().resolve("classes.jsa"));
    }

    @Test
    void aFullDiskIsSaidSoAndLeavesNothing() throws Exception {
        byte[] bytes = new byte[8 << 20];
        Process limited = registry.startWithLimit(4096, "-Xmx256m", "-XX:TieredStopAtLevel=1");
        try {
            given().baseUri(registry.address().toString())
                    .contentType("application/octet-stream")
                    .body(bytes)
                    .put("/v1/blobs/" + Digest.of(bytes))
                    .then()
                    .statusCode(507)
                    .contentType("application/problem+json")
                    .body("title", equalTo("No room"));
            try (Stream<Path> files = Files.walk(temp.resolve("blobs"))) {
                assertThat(files.filter(file -> file.toString().endsWith(".part")))
                        .isEmpty();
            }
            byte[] small = {1, 2, 3};
            given().baseUri(registry.address().toString())
                    .contentType("application/octet-stream")
                    .body(small)
                    .put("/v1/blobs/" + Digest.of(small))
                    .then()
                    .statusCode(201);
        } finally {
            limited.destroyForcibly().waitFor();
        }
    }

    @Test
    void nothingIsLostAndNothingIsSaidTwiceInOtherWords() throws Exception {
        Process first = start();
        first.destroy();
        first.waitFor();
        List<RegistryUser> users = new ArrayList<>();
        for (int model = 0; model < MODELS; model++) {
            ModelName name = new ModelName("kills", "model-" + model);
            users.add(new RegistryUser.Publisher(client, name, temp.resolve("publisher-" + model)));
            users.add(new RegistryUser.Mover(client, name, "anna", new Random(SEED + model)));
            users.add(new RegistryUser.Mover(client, name, "bert", new Random(SEED - model)));
        }
        RegistryUser.Gardener gardener =
                new RegistryUser.Gardener(client, new ModelName("kills", "garden"), temp.resolve("garden"));
        users.add(gardener);
        users.add(new RegistryUser.Sweeper(registry.address()));
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> work = new ArrayList<>();
            users.forEach(user -> work.add(threads.submit(() -> user.work(done))));
            Process last;
            try {
                killAtRandomMoments();
                last = start();
                await().atMost(Duration.ofMinutes(2)).until(() -> users.stream().allMatch(RegistryUser::hasDoneEnough));
            } finally {
                done.set(true);
            }
            try {
                for (Future<?> one : work) {
                    one.get(2, TimeUnit.MINUTES);
                }
                prove(users, gardener);
            } finally {
                last.destroyForcibly().waitFor();
            }
        }
    }

    private static void killAtRandomMoments() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start();
            Thread.sleep(random.nextInt(1200));
            process.destroyForcibly().waitFor();
        }
    }

    private static void prove(List<RegistryUser> users, RegistryUser.Gardener gardener)
            throws IOException, SQLException {
        int versions = 0;
        int moves = 0;
        for (int model = 0; model < MODELS; model++) {
            ModelName name = new ModelName("kills", "model-" + model);
            versions += everyVersionIsWhole(name, users);
            moves += everyMoveIsRemembered(name, users);
        }
        whatWasDeletedIsGoneAndWhatWasRestoredIsWhole(gardener);
        everyBlobHashesToItsName();
        int deletions = gardener.alive().size();
        everyEventIsSentAsItWasWritten(versions + deletions, moves, deletions);
        System.out.printf(
                "%d kills, %d versions, %d alias moves, %d deletions, of which %d were taken back: all whole%n",
                KILLS,
                versions,
                moves,
                deletions,
                gardener.alive().values().stream().filter(alive -> alive).count());
    }

    private static int everyVersionIsWhole(ModelName name, List<RegistryUser> users) {
        List<Version> versions = client.versions(RepositoryType.MODEL, name);
        assertThat(versions.stream().map(Version::number))
                .containsExactlyElementsOf(IntStream.iterate(versions.size(), n -> n - 1)
                        .limit(versions.size())
                        .boxed()
                        .toList());
        for (Version version : versions) {
            client.fetch(RepositoryType.MODEL, version, temp.resolve("fetched-" + name.name()));
        }
        users.stream()
                .flatMap(user -> user.published().stream())
                .filter(version -> version.name().equals(name))
                .forEach(version -> assertThat(versions).contains(version));
        return versions.size();
    }

    private static int everyMoveIsRemembered(ModelName name, List<RegistryUser> users) {
        Repository repository = client.repository(RepositoryType.MODEL, name);
        assertThat(repository.aliases().values()).allMatch(number -> number >= 1 && number <= repository.latest());
        List<AliasMove> history = client.aliasHistory(name, RegistryUser.ALIAS);
        for (int i = 0; i + 1 < history.size(); i++) {
            assertThat(history.get(i).from()).isEqualTo(history.get(i + 1).to());
        }
        assertThat(history.getFirst().to()).isEqualTo(repository.aliases().get(RegistryUser.ALIAS));
        users.stream()
                .flatMap(user -> user.moved(name).stream())
                .forEach(move -> assertThat(history).contains(move));
        assertThat(history.stream().map(AliasMove::reason)).doesNotHaveDuplicates();
        return history.size();
    }

    private static void whatWasDeletedIsGoneAndWhatWasRestoredIsWhole(RegistryUser.Gardener gardener) {
        List<Version> versions = client.versions(RepositoryType.MODEL, gardener.model());
        assertThat(versions.stream().map(Version::number))
                .containsExactlyInAnyOrderElementsOf(gardener.alive().entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .toList());
        for (Version version : versions) {
            client.fetch(RepositoryType.MODEL, version, temp.resolve("fetched-garden"));
        }
        assertThat(client.retention().deletions(RepositoryType.MODEL, gardener.model()))
                .hasSize(gardener.alive().size() - versions.size());
        assertThat(client.retention().report().rotten()).isEmpty();
    }

    private static void everyBlobHashesToItsName() throws IOException {
        try (Stream<Path> files = Files.walk(temp.resolve("blobs"))) {
            List<Path> blobs = files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals("lock"))
                    .toList();
            assertThat(blobs).isNotEmpty();
            for (Path blob : blobs) {
                assertThat(Digest.of(blob).hex()).isEqualTo(blob.getFileName().toString());
            }
        }
    }

    private static void everyEventIsSentAsItWasWritten(int versions, int moves, int deletions) throws SQLException {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(RegistryEvents.unsent()).isZero());
        Map<String, String> sent = RegistryEvents.sent();
        assertThat(sent).isEqualTo(RegistryEvents.written());
        assertThat(RegistryEvents.subjects(sent, "dev.aprendiz.version.published"))
                .hasSize(versions)
                .doesNotHaveDuplicates();
        assertThat(RegistryEvents.subjects(sent, "dev.aprendiz.alias.moved"))
                .hasSize(moves)
                .doesNotHaveDuplicates();
        assertThat(RegistryEvents.subjects(sent, "dev.aprendiz.version.deleted"))
                .hasSize(deletions)
                .doesNotHaveDuplicates();
    }
}
