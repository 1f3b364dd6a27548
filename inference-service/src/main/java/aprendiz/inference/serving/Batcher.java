package aprendiz.inference.serving;

import aprendiz.model.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Computes on one platform thread that owns the backend: loads it, warms it up, answers, closes it.
 *
 * <p>It never waits for company: when idle it takes what there is; what arrives meanwhile makes the next batches. Texts
 * that wait together are sorted by length, so that little of a batch is padding. A text that cannot be computed fails
 * alone. The queue has no bound of its own: the {@link Gate} in front has.
 */
final class Batcher implements AutoCloseable {

    /** What is known of a backend once it answers. */
    record Ready(List<String> labels, int maxLength) {}

    private static final Question.Part END = new Question.Part(new Question(List.of()), 0, "", 0);

    private final Supplier<Backend> loading;
    private final BatchLimits limits;
    private final IntConsumer batchSizes;
    private final BlockingQueue<Question.Part> queue = new LinkedBlockingQueue<>();
    private final CompletableFuture<Ready> ready = new CompletableFuture<>();

    /**
     * Starts loading.
     *
     * @param batchSizes told the number of texts of every batch
     */
    Batcher(String name, Supplier<Backend> loading, BatchLimits limits, IntConsumer batchSizes) {
        this.loading = loading;
        this.limits = limits;
        this.batchSizes = batchSizes;
        Thread thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Done when the backend is loaded and warm, or with the reason why it never will be. */
    CompletableFuture<Ready> ready() {
        return ready;
    }

    /** @return one row of logits for each text; only once it is ready, and not after it was closed */
    Question ask(List<String> texts) {
        Question question = new Question(texts);
        queue.addAll(question.parts(ready.join().maxLength()));
        return question;
    }

    /** Answers what was asked before, then closes the backend; returns at once. */
    @Override
    public void close() {
        queue.add(END);
    }

    private void run() {
        try (Backend backend = loading.get()) {
            Warmup.run(backend, limits);
            ready.complete(new Ready(List.copyOf(backend.labels()), backend.maxLength()));
            serve(backend);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            ready.completeExceptionally(e);
        }
    }

    private void serve(Backend backend) throws InterruptedException {
        List<Question.Part> waiting = new ArrayList<>();
        boolean open = true;
        while (open) {
            waiting.add(queue.take());
            queue.drainTo(waiting, limits.window() - 1);
            open = !waiting.remove(END);
            waiting.removeIf(part -> part.question().over());
            waiting.sort(Comparator.comparingInt(Question.Part::tokens));
            for (int from = 0; from < waiting.size(); ) {
                int to = limits.end(waiting, from);
                compute(backend, waiting.subList(from, to));
                from = to;
            }
            waiting.clear();
        }
    }

    private void compute(Backend backend, List<Question.Part> batch) {
        float[][] rows;
        try {
            rows = backend.logits(batch.stream().map(Question.Part::text).toList());
        } catch (RuntimeException | Error e) {
            if (batch.size() > 1) {
                batch.forEach(part -> compute(backend, List.of(part)));
            } else {
                batch.getFirst().question().fail(notComputed(e));
            }
            return;
        }
        batchSizes.accept(batch.size());
        for (int i = 0; i < rows.length; i++) {
            batch.get(i).question().answer(batch.get(i).index(), rows[i]);
        }
    }

    private static Problem notComputed(Throwable reason) {
        String detail = "the model could not compute this text: " + reason.getMessage();
        return new Problem(Problem.Kind.INTERNAL, "Not computed", detail, List.of(), reason);
    }
}
