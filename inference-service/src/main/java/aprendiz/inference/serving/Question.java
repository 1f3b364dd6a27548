package aprendiz.inference.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The texts of one request, which may be computed in several batches, and the answer to all of them. */
final class Question {

    /** One text of a question. */
    record Part(Question question, int index, String text, int tokens) {}

    private final List<String> texts;
    private final float[][] rows;
    private final CompletableFuture<float[][]> answer = new CompletableFuture<>();
    private int missing;

    Question(List<String> texts) {
        this.texts = List.copyOf(texts);
        this.rows = new float[texts.size()][];
        this.missing = texts.size();
    }

    List<Part> parts(int maxLength) {
        List<Part> parts = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            parts.add(new Part(this, i, texts.get(i), BatchLimits.guessTokens(texts.get(i), maxLength)));
        }
        return parts;
    }

    /** One row of logits for each text, when all are there. Whoever completes it otherwise gives the question up. */
    CompletableFuture<float[][]> answer() {
        return answer;
    }

    /** Called by the batcher's thread only. */
    void answer(int index, float[] row) {
        rows[index] = row;
        if (--missing == 0) {
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
