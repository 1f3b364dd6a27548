package aprendiz.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.ModelName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatcherTest {

    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private Batcher batcher;

    @BeforeEach
    void start(@TempDir Path folder) {
        FakeCatalog catalog = new FakeCatalog();
        Path checkpoint = catalog.fetch(catalog.publish(ModelName.of("acme/rooms"), "one", "two"), folder);
        batcher = new Batcher("test", () -> FakeBackend.load(checkpoint), new BatchLimits(8, 256), sizes::add);
        batcher.ready().join();
    }

    @AfterEach
    void stop() {
        batcher.close();
    }

    @Test
    void answersEachTextInItsPlace() throws Exception {
        List<String> texts =
                IntStream.range(0, 100).map(i -> 100 - i).mapToObj("x"::repeat).toList();
        float[][] rows = batcher.ask(texts).answer().get(10, TimeUnit.SECONDS);
        for (int i = 0; i < 100; i++) {
            assertThat(rows[i]).containsExactly(1, 100 - i);
        }
    }

    @Test
    void takesWhatWaitsTogether() throws Exception {
        CompletableFuture<float[][]> first = batcher.ask(List.of("slow")).answer();
        List<CompletableFuture<float[][]>> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(batcher.ask(List.of("short")).answer());
        }
        first.get(10, TimeUnit.SECONDS);
        for (CompletableFuture<float[][]> one : waiting) {
            one.get(10, TimeUnit.SECONDS);
        }
        assertThat(sizes.size()).isLessThanOrEqualTo(3);
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(9);
    }

    @Test
    void boundsABatchByTextsAndByTokens() throws Exception {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            texts.add("x");
            texts.add("x".repeat(1000)); // 64 tokens: 4 of them make 256
        }
        batcher.ask(texts).answer().get(10, TimeUnit.SECONDS);
        assertThat(sizes).allMatch(size -> size <= 8).contains(8, 4);
    }

    @Test
    void aTextThatCannotBeComputedFailsAlone() throws Exception {
        CompletableFuture<float[][]> slow = batcher.ask(List.of("slow")).answer();
        CompletableFuture<float[][]> good = batcher.ask(List.of("good")).answer();
        CompletableFuture<float[][]> poison =
                batcher.ask(List.of("fine", "poison")).answer();
        assertThat(slow.get(10, TimeUnit.SECONDS)).hasDimensions(1, 2);
        assertThat(good.get(10, TimeUnit.SECONDS)).hasDimensions(1, 2);
        assertThatThrownBy(() -> poison.get(10, TimeUnit.SECONDS)).hasMessageContaining("poisoned");
        assertThat(batcher.ask(List.of("next")).answer().get(10, TimeUnit.SECONDS))
                .hasDimensions(1, 2);
    }

    @Test
    void skipsWhatNobodyWaitsForAnyMore() throws Exception {
        CompletableFuture<float[][]> slow =
                batcher.ask(Collections.nCopies(40, "slow")).answer(); // more than are taken at once
        batcher.ask(List.of("given up")).answer().cancel(false);
        slow.get(10, TimeUnit.SECONDS);
        batcher.ask(List.of("next")).answer().get(10, TimeUnit.SECONDS);
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(41);
    }

    @Test
    void answersWhatWasAskedBeforeItClosed(@TempDir Path folder) throws Exception {
        int open = FakeBackend.OPEN.get();
        FakeCatalog catalog = new FakeCatalog();
        Path checkpoint = catalog.fetch(catalog.publish(ModelName.of("acme/rooms"), "one", "two"), folder);
        Batcher closing = new Batcher("closing", () -> FakeBackend.load(checkpoint), new BatchLimits(8, 256), n -> {});
        closing.ready().join();
        CompletableFuture<float[][]> slow = closing.ask(List.of("slow")).answer();
        CompletableFuture<float[][]> next = closing.ask(List.of("next")).answer();
        closing.close();
        slow.get(10, TimeUnit.SECONDS);
        next.get(10, TimeUnit.SECONDS);
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(FakeBackend.OPEN).hasValue(open));
    }
}
