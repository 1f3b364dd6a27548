package aprendiz.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import aprendiz.inference.batching.BatchLimits;
import aprendiz.inference.batching.Call;
import aprendiz.inference.batching.Gate;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.catalog.Version;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.tasks.TextTask;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveModelsTest {

    private static final ModelName ROOMS = ModelName.of("acme/rooms");
    private static final ModelName FOOD = ModelName.of("acme/food");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeCatalog catalog = new FakeCatalog();
    private final FakeLedger ledger = new FakeLedger();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private LiveModels models;

    @TempDir
    Path folder;

    @BeforeEach
    void publish() {
        catalog.publish(ROOMS, "bad", "good");
        catalog.move(ROOMS, "champion", 1);
        models = start();
    }

    @AfterEach
    void stop() {
        models.close();
    }

    private LiveModels start() {
        Shelf shelf = new Shelf(
                new CheckpointCache(folder, catalog),
                FakeEngine::load,
                new BatchLimits(8, 256, 1.2),
                new Gate("texts", 1000),
                new Meters(meters),
                1);
        LiveModels started = new LiveModels(catalog, ledger, shelf, Room.of(2));
        started.restore();
        return started;
    }

    private void restart() {
        models.close();
        models = start();
    }

    /** The number of the version that answers. */
    private int ask(ModelName model, String revision) {
        Call call = Call.within(PATIENCE);
        try (LiveVersion version = models.take(model, revision, call)) {
            assertThat(logit(version, call))
                    .as("what it says of itself")
                    .isEqualTo(version.pin().number());
            return version.pin().number();
        }
    }

    /** The first, which names the version. */
    private static float logit(LiveVersion version, Call call) {
        return switch (version.task(call)) {
            case TextClassification classifier -> classifier.logits(List.of("How was it?"))[0][0];
            case TextTask other -> throw new AssertionError(other.task());
        };
    }

    private static void assertProblem(Problem.Kind kind, String part, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(kind))
                .hasMessageContaining(part);
    }

    private LineStatus status(String revision) {
        return models.statuses().stream()
                .filter(one -> one.alias().equals(revision))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void loadsARevisionWhenItIsFirstAskedFor() {
        assertThat(models.statuses()).isEmpty();
        assertThat(ask(ROOMS, "champion")).isEqualTo(1);
        assertThat(status("champion").state()).isEqualTo(LineStatus.State.SERVING);
        assertThat(status("champion").since()).isNotNull();
    }

    @Test
    void revisionsOfTheSameVersionShareIt() {
        String commit = catalog.version(ROOMS, "1").commit();
        int open = FakeEngine.OPEN.get();
        for (String revision : List.of("champion", "1", "main", commit, commit.substring(0, 7))) {
            assertThat(ask(ROOMS, revision)).isEqualTo(1);
        }
        assertThat(FakeEngine.OPEN).hasValue(open + 1);
        assertThat(catalog.fetches).hasValue(1);
    }

    @Test
    void refusesWhatItCannotServe() {
        assertProblem(Problem.Kind.NOT_FOUND, "acme/none", () -> ask(ModelName.of("acme/none"), "champion"));
        assertProblem(Problem.Kind.NOT_FOUND, "'challenger'", () -> ask(ROOMS, "challenger"));
        assertThat(models.statuses()).isEmpty();
        catalog.away(true);
        assertProblem(Problem.Kind.UNAVAILABLE, "registry", () -> ask(ROOMS, "champion"));
    }

    @Test
    void followsAnAlias() {
        ask(ROOMS, "champion");
        catalog.publish(ROOMS, "bad", "good");
        catalog.move(ROOMS, "champion", 2);
        models.follow(ROOMS, "champion");
        await().until(() -> ask(ROOMS, "champion") == 2);
        catalog.move(ROOMS, "champion", 1);
        models.followAll();
        await().until(() -> ask(ROOMS, "champion") == 1);
        assertThat(catalog.fetches).as("the version before is kept").hasValue(2);
    }

    @Test
    void twentySwapsUnderLoadFailNoRequest() throws Exception {
        ask(ROOMS, "champion");
        int open = FakeEngine.OPEN.get();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        List<Throwable> failures = new ArrayList<>();
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(Thread.ofVirtual().start(() -> {
                while (!over.get()) {
                    try {
                        seen.add(ask(ROOMS, "champion"));
                        answers.incrementAndGet();
                    } catch (RuntimeException | AssertionError e) {
                        synchronized (failures) {
                            failures.add(e);
                        }
                    }
                }
            }));
        }
        for (int number = 2; number <= 21; number++) {
            int next = number;
            catalog.publish(ROOMS, "bad", "good");
            catalog.move(ROOMS, "champion", next);
            models.follow(ROOMS, "champion");
            await().pollInterval(Duration.ofMillis(2))
                    .until(() -> status("champion").version() == next);
        }
        await().until(() -> seen.contains(21));
        over.set(true);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(failures).isEmpty();
        assertThat(answers.get()).isGreaterThan(20);
        assertThat(seen).allMatch(number -> number >= 1 && number <= 21);
        await().untilAsserted(() ->
                assertThat(FakeEngine.OPEN).as("old versions are freed").hasValue(open));
        await().untilAsserted(() -> assertThat(
                        meters.find("aprendiz.inference.batch.texts").meters())
                .hasSize(1));
        assertThat(cached()).as("served, the one before, one spare").isEqualTo(3);
    }

    private long cached() throws IOException {
        try (var found = Files.list(folder.resolve("acme/rooms"))) {
            return found.count();
        }
    }

    @Test
    void whatCannotBeLoadedLeavesTheOldInPlace() {
        ask(ROOMS, "champion");
        catalog.publish(ROOMS, "broken");
        catalog.move(ROOMS, "champion", 2);
        models.follow(ROOMS, "champion");
        await().untilAsserted(() -> assertThat(status("champion").error()).contains("classifier.weight"));
        assertThat(status("champion").wanted()).isEqualTo(2);
        assertThat(ask(ROOMS, "champion")).isEqualTo(1);

        catalog.publish(ROOMS, "bad", "nan");
        catalog.move(ROOMS, "champion", 3);
        models.follow(ROOMS, "champion");
        await().untilAsserted(() -> assertThat(status("champion").error()).contains("NaN"));
        assertThat(ask(ROOMS, "champion")).isEqualTo(1);

        catalog.damaging(true);
        catalog.publish(ROOMS, "bad", "good");
        catalog.move(ROOMS, "champion", 4);
        models.follow(ROOMS, "champion");
        await().untilAsserted(() -> assertThat(status("champion").error()).contains("not those that were published"));
        assertThat(ask(ROOMS, "champion")).isEqualTo(1);

        catalog.damaging(false);
        catalog.publish(ROOMS, "bad", "good");
        catalog.move(ROOMS, "champion", 5);
        models.follow(ROOMS, "champion");
        await().until(() -> ask(ROOMS, "champion") == 5);
        assertThat(status("champion").error()).isNull();
        assertThat(status("champion").wanted()).isNull();
    }

    @Test
    void doesNotTryABrokenCheckpointAgainAtEveryLook() {
        ask(ROOMS, "champion");
        catalog.publish(ROOMS, "broken");
        catalog.move(ROOMS, "champion", 2);
        models.follow(ROOMS, "champion");
        await().untilAsserted(() -> assertThat(status("champion").wanted()).isEqualTo(2));
        int fetches = catalog.fetches.get();
        int questions = catalog.questions.get();
        models.followAll();
        await().until(() -> catalog.questions.get() > questions);
        assertThat(ask(ROOMS, "champion")).isEqualTo(1);
        assertThat(catalog.fetches).hasValue(fetches);
    }

    @Test
    void goesOnAfterARestartWhileTheRegistryIsAway() {
        ask(ROOMS, "champion");
        catalog.away(true);
        restart();
        await().until(models::settled);
        assertThat(ask(ROOMS, "champion")).isEqualTo(1);
        assertThat(catalog.fetches).hasValue(1);
    }

    @Test
    void servesWhatTheAliasMovedToWhileItWasStopped() {
        ask(ROOMS, "champion");
        models.close();
        catalog.publish(ROOMS, "bad", "good");
        catalog.move(ROOMS, "champion", 2);
        models = start();
        await().until(models::settled);
        assertThat(ask(ROOMS, "champion")).isEqualTo(2);
    }

    @Test
    void throwsADamagedCopyAwayAndFetchesItAgain() throws IOException {
        ask(ROOMS, "champion");
        Version version = catalog.version(ROOMS, "champion");
        Path labels = folder.resolve("acme/rooms").resolve(version.commit()).resolve("version.txt");
        Files.writeString(labels, "acme/rooms@9");
        restart();
        await().until(models::settled);
        assertThat(ask(ROOMS, "champion")).isEqualTo(1);
        assertThat(labels).hasContent("acme/rooms@1");
        assertThat(catalog.fetches).hasValue(2);

        Files.writeString(labels, "acme/rooms@9");
        catalog.away(true);
        restart();
        await().until(models::settled);
        assertThat(status("champion").state()).isEqualTo(LineStatus.State.FAILED);
        assertProblem(Problem.Kind.UNAVAILABLE, "registry", () -> ask(ROOMS, "champion"));
    }

    @Test
    void theLeastAskedMakesRoom() {
        int open = FakeEngine.OPEN.get();
        catalog.publish(ROOMS, "bad", "good");
        catalog.publish(FOOD, "bad", "good");
        ask(ROOMS, "champion");
        ask(ROOMS, "2");
        ask(ROOMS, "champion");
        ask(FOOD, "main");
        assertThat(models.statuses()).extracting(LineStatus::alias).containsExactlyInAnyOrder("champion", "main");
        await().untilAsserted(() -> assertThat(FakeEngine.OPEN).hasValue(open + 2));
        assertThat(ledger.entries()).extracting(Ledger.Entry::alias).containsExactlyInAnyOrder("champion", "main");
        assertThat(ask(ROOMS, "2")).isEqualTo(2);
    }

    @Test
    void aVersionInUseIsFreedAfterItsLastAnswer() {
        int open = FakeEngine.OPEN.get();
        try (LiveVersion old = models.take(ROOMS, "champion", Call.within(PATIENCE))) {
            catalog.publish(ROOMS, "bad", "good");
            catalog.move(ROOMS, "champion", 2);
            models.follow(ROOMS, "champion");
            await().until(() -> ask(ROOMS, "champion") == 2);
            assertThat(logit(old, Call.within(PATIENCE))).isEqualTo(1);
            assertThat(FakeEngine.OPEN).hasValue(open + 2);
        }
        await().untilAsserted(() -> assertThat(FakeEngine.OPEN).hasValue(open + 1));
    }
}
