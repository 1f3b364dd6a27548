package aprendiz.inference.batching;

import aprendiz.model.Problem;
import aprendiz.transformers.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Texts that were asked about together, which may be computed in several batches, and the answer to all of them.
 *
 * <p>An answer is {@code [texts][answers][width]}: one answer for a text, or one for each of its tokens.
 */
final class Ticket {

    /** How much later than a request that is as urgent as can be one is due that is less so by 1. */
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(250);

    private final Call call;
    private final List<Tokens> texts;
    private final List<List<Integer>> places;
    private final float[][][] rows;
    private final CompletableFuture<float[][][]> answer = new CompletableFuture<>();
    private final AtomicInteger missing;
    private final long arrived = System.nanoTime();
    private final AtomicLong started = new AtomicLong();

    /** @param places of each text, the tokens asked for; null for the text as a whole or all of its tokens */
    Ticket(Call call, List<Tokens> texts, List<List<Integer>> places) {
        this.call = call;
        this.texts = List.copyOf(texts);
        this.places = places;
        rows = new float[texts.size()][][];
        missing = new AtomicInteger(texts.size());
        var unused = call.left().thenRun(() -> answer.cancel(false)); // whoever awaits the answer is told
    }

    Call call() {
        return call;
    }

    int tokens() {
        return texts.stream().mapToInt(Tokens::length).sum();
    }

    List<Part> parts(CostModel cost) {
        // who is less urgent is due later, but is due some day: what comes after that waits behind it
        long due = Math.min(call.deadline(), arrived + call.urgency() * GRACE);
        List<Part> parts = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            int length = texts.get(i).length();
            parts.add(new Part(this, i, length, due, cost.nanos(1, length)));
        }
        return parts;
    }

    Tokens text(int index) {
        return texts.get(index);
    }

    /** The tokens asked for; null for all. */
    List<Integer> places(int index) {
        return places == null ? null : places.get(index);
    }

    /** Whoever completes it otherwise gives the ticket up. */
    CompletableFuture<float[][][]> answer() {
        return answer;
    }

    /**
     * Waits until all is answered.
     *
     * @param who answers, for the messages
     * @throws Problem of kind UNAVAILABLE when the call's patience is at its end, or its caller has gone
     */
    float[][][] await(String who) {
        try {
            return answer.get(call.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Problem problem ? problem : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw Problem.unavailable(
                    "Too slow", who + " did not answer within " + call.time().toMillis() + " ms", e);
        } catch (CancellationException e) {
            throw Problem.unavailable("Gone", "whoever asked " + who + " has gone", e);
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw Problem.unavailable("Stopping", "the service is stopping", e);
        }
    }

    void start() {
        started.compareAndSet(0, System.nanoTime());
    }

    void answer(int index, float[][] row) {
        rows[index] = row;
        if (missing.decrementAndGet() == 0) {
            call.answered(started.get() - arrived, System.nanoTime() - started.get());
            answer.complete(rows);
        }
    }

    void fail(Throwable reason) {
        answer.completeExceptionally(reason);
    }

    boolean over() {
        return answer.isDone();
    }
}
