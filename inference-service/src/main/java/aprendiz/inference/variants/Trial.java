package aprendiz.inference.variants;

import aprendiz.transformers.network.Engine;
import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.text.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Measures how fast a task is computed here. */
final class Trial {

    /** Rows and tokens of the batches: about what comes of texts of many lengths, sorted. */
    private static final int[][] BATCHES = {{4, 16}, {2, 32}, {2, 64}, {1, 128}};

    private static final int SHORT = 16;
    private static final int ROUNDS = 2;
    private static final int TIMES = 7;
    private static final double SECOND = 1e9;
    private static final double MILLISECOND = 1e6;

    private final TextTask task;
    private final int runners;

    Trial(TextTask task, int runners) {
        this.task = task;
        this.runners = runners;
    }

    /** Real tokens in a second, all runners computing at once. The first round is not counted. */
    double tokensPerSecond() {
        List<List<Tokens>> batches = Arrays.stream(BATCHES)
                .map(shape -> Collections.nCopies(shape[0], text(shape[1])))
                .toList();
        long tokens = batches.stream()
                .mapToLong(batch -> (long) batch.size() * batch.getFirst().length())
                .sum();
        round(batches);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            best = Math.min(best, round(batches));
        }
        return runners * tokens * SECOND / best;
    }

    /** How long all runners take for the batches, each for all of them. */
    private long round(List<List<Tokens>> batches) {
        CountDownLatch done = new CountDownLatch(runners);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        long begun = System.nanoTime();
        for (int i = 0; i < runners; i++) {
            Thread.ofPlatform().daemon().name("trial-" + i).start(() -> {
                try {
                    batches.forEach(this::ask);
                } catch (RuntimeException | Error e) {
                    failures.add(e);
                } finally {
                    done.countDown();
                }
            });
        }
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it was measured", e);
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.getFirst());
        }
        return System.nanoTime() - begun;
    }

    /** For one short text alone: the median. */
    double milliseconds() {
        List<Tokens> one = List.of(text(SHORT));
        long[] times = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long begun = System.nanoTime();
            ask(one);
            times[i] = System.nanoTime() - begun;
        }
        Arrays.sort(times);
        return times[TIMES / 2] / MILLISECOND;
    }

    private Tokens text(int length) {
        return task.tokenizer().encode(List.of("word ".repeat(length - 2))).getFirst();
    }

    /** As users do: of words for a mask, those for one place. */
    private void ask(List<Tokens> texts) {
        Engine engine = task.engine();
        switch (engine.scope()) {
            case TEXT -> engine.answers(texts);
            case TOKEN -> engine.answersAt(texts, Collections.nCopies(texts.size(), List.of(0)));
        }
    }
}
