package aprendiz.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import aprendiz.model.Problem;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.Head.Scope;
import aprendiz.transformers.text.Tokens;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatcherTest {

    /** A token that makes its batch wait until {@link #gate} opens, and one that cannot be computed. */
    private static final long HELD = 7;

    private static final long POISON = 8;

    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final List<Integer> order = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicBoolean freed = new AtomicBoolean();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final Gate places = new Gate("texts", 1000);
    private final Batcher batcher = batcher(CostModel.NONE);

    private Batcher batcher(CostModel cost) {
        Watch watch = new Watch() {
            @Override
            public void computed(int texts, int length, int real, long nanos) {
                sizes.add(texts);
            }

            @Override
            public void dropped(int texts) {}
        };
        return new Batcher(
                new Lengths(),
                new Batcher.Setup("test", 1, new BatchLimits(8, 256, 1.2), cost, places, watch),
                () -> freed.set(true));
    }

    @AfterEach
    void stop() {
        gate.countDown();
        batcher.close();
        clients.close();
    }

    /** Answers with how long a text is. */
    private final class Lengths implements Engine {
        @Override
        public Scope scope() {
            return Scope.TEXT;
        }

        @Override
        public float[][] answers(List<Tokens> texts) {
            if (texts.stream().anyMatch(text -> text.ids()[0] == HELD)) {
                awaitGate();
            }
            if (texts.stream().anyMatch(text -> text.ids()[0] == POISON)) {
                throw new IllegalArgumentException("poisoned");
            }
            texts.forEach(text -> order.add(text.length()));
            return texts.stream().map(text -> new float[] {text.length()}).toArray(float[][]::new);
        }

        private void awaitGate() {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public float[][][] tokenAnswers(List<Tokens> texts) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private static Tokens text(int length) {
        return Tokens.of(new long[length]);
    }

    private static Tokens text(long first) {
        return Tokens.of(first, 0, 0);
    }

    private static Call usual() {
        return Call.within(Duration.ofSeconds(30));
    }

    private CompletableFuture<float[][]> ask(Call call, List<Tokens> texts) {
        return CompletableFuture.supplyAsync(() -> batcher.engine(call).answers(texts), clients);
    }

    /** Keeps the runner busy until the gate opens. */
    private CompletableFuture<float[][]> hold() {
        CompletableFuture<float[][]> held = ask(usual(), List.of(text(HELD)));
        await().until(() -> places.taken() == 1 && batcher.waiting() == 0);
        return held;
    }

    /** Asks, and waits until it waits. */
    private CompletableFuture<float[][]> queue(Call call, Tokens... texts) {
        int before = batcher.waiting();
        CompletableFuture<float[][]> asked = ask(call, List.of(texts));
        await().until(() -> batcher.waiting() == before + texts.length);
        return asked;
    }

    @Test
    void answersEachTextInItsPlace() {
        List<Tokens> texts = IntStream.range(0, 100)
                .map(i -> 100 - i)
                .mapToObj(BatcherTest::text)
                .toList();
        float[][] rows = batcher.engine(usual()).answers(texts);
        for (int i = 0; i < 100; i++) {
            assertThat(rows[i]).containsExactly(100 - i);
        }
        assertThat(batcher.engine(usual()).answers(List.of())).isEmpty();
    }

    @Test
    void takesWhatWaitsTogether() throws Exception {
        var held = hold();
        List<CompletableFuture<float[][]>> waiting =
                IntStream.range(0, 8).mapToObj(i -> queue(usual(), text(3))).toList();
        gate.countDown();
        for (CompletableFuture<float[][]> one : waiting) {
            assertThat(one.get(10, TimeUnit.SECONDS)).hasDimensions(1, 1);
        }
        assertThat(held.get(10, TimeUnit.SECONDS)).hasDimensions(1, 1);
        assertThat(sizes).containsExactly(1, 8);
    }

    @Test
    void boundsABatchByTextsTokensAndPadding() throws Exception {
        var held = hold();
        List<CompletableFuture<float[][]>> waiting = List.of(
                ask(usual(), Collections.nCopies(20, text(3))),
                ask(usual(), Collections.nCopies(20, text(64))),
                ask(usual(), List.of(text(100), text(81), text(30))));
        await().until(() -> batcher.waiting() == 43);
        gate.countDown();
        for (CompletableFuture<float[][]> one : waiting) {
            one.get(10, TimeUnit.SECONDS);
        }
        held.get(10, TimeUnit.SECONDS);
        assertThat(sizes.stream().filter(size -> size == 8)).as("8 of 3 tokens").hasSizeGreaterThanOrEqualTo(2);
        assertThat(sizes.stream().filter(size -> size == 4))
                .as("4 of 64 tokens")
                .hasSizeGreaterThanOrEqualTo(5);
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(44);
    }

    @Test
    void goesByUrgencyAndDeadlineButForgetsNobody() throws Exception {
        var held = hold();
        List<CompletableFuture<float[][]>> waiting = List.of(
                queue(new Call(Duration.ofSeconds(30), 7), text(10)),
                queue(usual(), text(20)),
                queue(Call.within(Duration.ofMillis(500)), text(40)),
                queue(new Call(Duration.ofSeconds(30), 0), text(80)));
        gate.countDown();
        for (CompletableFuture<float[][]> one : waiting) {
            one.get(10, TimeUnit.SECONDS);
        }
        held.get(10, TimeUnit.SECONDS);
        assertThat(order).containsExactly(3, 80, 40, 20, 10);
    }

    @Test
    void aTextThatCannotBeComputedFailsAlone() throws Exception {
        var held = hold();
        CompletableFuture<float[][]> good = queue(usual(), text(3));
        CompletableFuture<float[][]> bad = queue(usual(), text(3), text(POISON));
        gate.countDown();
        held.get(10, TimeUnit.SECONDS);
        assertThat(good.get(10, TimeUnit.SECONDS)).hasDimensions(1, 1);
        assertThatThrownBy(() -> bad.get(10, TimeUnit.SECONDS)).hasMessageContaining("poisoned");
        assertThat(batcher.engine(usual()).answers(List.of(text(5)))).hasDimensions(1, 1);
    }

    @Test
    void dropsWhatNobodyWaitsForAnyMore() throws Exception {
        CompletableFuture<float[][]> held = hold();
        Call call = usual();
        CompletableFuture<float[][]> left = queue(call, text(9), text(9));
        call.leave();
        assertThatThrownBy(() -> left.get(10, TimeUnit.SECONDS)).hasMessageContaining("has gone");
        gate.countDown();
        held.get(10, TimeUnit.SECONDS);
        batcher.engine(usual()).answers(List.of(text(5)));
        assertThat(order).containsExactly(3, 5);
        assertThat(places.taken()).isZero();
    }

    @Test
    void refusesWhatCannotBeAnsweredInTime() {
        double oneSecond = 1e9;
        try (Batcher slow = batcher(new CostModel(oneSecond, 0, 0))) {
            CompletableFuture<float[][]> first =
                    CompletableFuture.supplyAsync(() -> slow.engine(usual()).answers(List.of(text(HELD))), clients);
            await().until(() -> places.taken() == 1);
            assertThatThrownBy(() ->
                            slow.engine(Call.within(Duration.ofMillis(1500))).answers(List.of(text(3))))
                    .isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(problem.kind()).isEqualTo(Problem.Kind.BUSY);
                        assertThat(problem.retryAfterSeconds()).isEqualTo(1);
                    })
                    .hasMessageContaining("3000 ms, of which 2000 waiting");
            assertThat(places.taken()).isEqualTo(1);
            gate.countDown();
            assertThat(first.join()).hasDimensions(1, 1);
        }
    }

    @Test
    void answersWhatWasAskedBeforeItClosed() throws Exception {
        CompletableFuture<float[][]> held = hold();
        CompletableFuture<float[][]> next = queue(usual(), text(3));
        batcher.close();
        assertThat(freed).isFalse();
        gate.countDown();
        held.get(10, TimeUnit.SECONDS);
        next.get(10, TimeUnit.SECONDS);
        await().untilTrue(freed);
        assertThatThrownBy(() -> ask(usual(), List.of(text(3))).get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("closed");
    }
}
