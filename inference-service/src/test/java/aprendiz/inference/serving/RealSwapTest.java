package aprendiz.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import aprendiz.inference.RandomBert;
import aprendiz.inference.asking.Classify;
import aprendiz.inference.batching.BatchLimits;
import aprendiz.inference.batching.Call;
import aprendiz.inference.batching.Gate;
import aprendiz.inference.variants.Loaded;
import aprendiz.model.ModelName;
import aprendiz.model.Task;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.tasks.GoldenAnswers;
import aprendiz.transformers.tasks.LabelScore;
import aprendiz.transformers.tasks.Tasks;
import aprendiz.transformers.tasks.TextClassification.Function;
import aprendiz.transformers.tasks.TextClassification.Options;
import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.text.Text;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real thing: a BERT, small and random. */
class RealSwapTest {

    private static final List<String> LABELS = List.of("bad", "middling", "good");
    private static final Options LOGITS = new Options(1, Function.NONE);
    private static final ModelName MODEL = ModelName.of("acme/random");

    @TempDir
    Path folder;

    private Path checkpoint(float number) throws IOException {
        Path checkpoint = folder.resolve("checkpoint-" + number);
        RandomBert.TINY.write(checkpoint, LABELS, number);
        return checkpoint;
    }

    private Shelf shelf(FakeCatalog catalog) {
        return new Shelf(
                new CheckpointCache(folder.resolve("cache"), catalog),
                (model, checkpoint, hurry) -> Loaded.plain(Tasks.open(checkpoint)),
                new BatchLimits(8, 128, 1.2),
                new Gate("texts", 1000),
                new Meters(new SimpleMeterRegistry()),
                1);
    }

    @Test
    void swapsUnderLoadFailNoRequest() throws Exception {
        FakeCatalog catalog = new FakeCatalog();
        promote(catalog);
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        try (LiveModels models = new LiveModels(catalog, new FakeLedger(), shelf(catalog), Room.of(2))) {
            models.restore();
            ask(models);
            List<Thread> clients = IntStream.range(0, 4)
                    .mapToObj(i -> Thread.ofVirtual().start(() -> {
                        while (!over.get()) {
                            try {
                                ask(models);
                            } catch (RuntimeException | AssertionError e) {
                                failures.add(e);
                            }
                        }
                    }))
                    .toList();
            for (int swap = 0; swap < 5; swap++) {
                int number = promote(catalog);
                models.follow(MODEL, "champion");
                await().until(() -> ask(models) == number);
            }
            over.set(true);
            for (Thread client : clients) {
                client.join();
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void staysWithTheOldVersionIfTheNewOneAnswersOtherwiseThanWhereItWasMade() throws IOException {
        FakeCatalog catalog = new FakeCatalog();
        promote(catalog, checkpoint(1));
        try (LiveModels models = new LiveModels(catalog, new FakeLedger(), shelf(catalog), Room.of(2))) {
            models.restore();
            assertThat(ask(models)).isEqualTo(1);
            golden(2).write(checkpoint(7));
            promote(catalog, folder.resolve("checkpoint-7.0"));
            assertRefused(models, "aprendiz/golden.json: samples[0]: where the model was made it answered 2.0");

            golden(8).write(checkpoint(8));
            Files.writeString(folder.resolve("checkpoint-8.0").resolve(GoldenAnswers.PATH), """
                    {"format": 1, "samples": [{"text": "good", "answer": [[1, null]]}]}""");
            promote(catalog, folder.resolve("checkpoint-8.0"));
            assertRefused(models, "aprendiz/golden.json: samples[0]: answer[0]: numbers are due");

            golden(4).write(checkpoint(4));
            promote(catalog, folder.resolve("checkpoint-4.0"));
            models.follow(MODEL, "champion");
            await().until(() -> ask(models) == 4);
        }
    }

    private GoldenAnswers golden(float number) throws IOException {
        try (TextTask task = Tasks.open(checkpoint(number))) {
            return GoldenAnswers.of(task);
        }
    }

    private static void assertRefused(LiveModels models, String reason) {
        models.follow(MODEL, "champion");
        await().untilAsserted(
                        () -> assertThat(models.statuses().getFirst().error()).contains(reason));
        assertThat(ask(models)).isEqualTo(1);
    }

    private int promote(FakeCatalog catalog) throws IOException {
        return promote(catalog, checkpoint(catalog.versions(MODEL) + 1));
    }

    private static int promote(FakeCatalog catalog, Path folder) throws IOException {
        int number = catalog.versions(MODEL) + 1;
        Checkpoint checkpoint = new Checkpoint(folder);
        Map<String, byte[]> files = new TreeMap<>();
        for (String path : checkpoint.files()) {
            files.put(path, Files.readAllBytes(checkpoint.file(path)));
        }
        catalog.publish(MODEL, Task.TEXT_CLASSIFICATION, files);
        catalog.move(MODEL, "champion", number);
        return number;
    }

    /** The version that answers; what it answers must be what it was made to. */
    private static int ask(LiveModels models) {
        Call call = Call.within(Duration.ofSeconds(30));
        try (LiveVersion version = models.take(MODEL, "champion", call)) {
            List<List<LabelScore>> answer =
                    new Classify(List.of(Text.of("a good room")), LOGITS).ask(version.task(call));
            assertThat(answer.getFirst().getFirst().score())
                    .isCloseTo(version.pin().number(), within(0.3));
            return version.pin().number();
        }
    }
}
