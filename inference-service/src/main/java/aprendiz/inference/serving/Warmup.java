package aprendiz.inference.serving;

import aprendiz.model.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes a backend answer before users ask it: texts of several lengths, alone and in the largest batches. */
final class Warmup {

    private Warmup() {}

    /** @throws Problem when what it answers cannot be served: no labels, wrong shapes, numbers that are none */
    static void run(Backend backend, BatchLimits limits) {
        if (backend.labels().isEmpty()) {
            throw Problem.invalid("Not a classifier", "the checkpoint has no labels");
        }
        for (int length : lengths(backend.maxLength())) {
            String text = "word ".repeat(length);
            check(backend, List.of(text));
            int rows = Math.max(1, Math.min(limits.texts(), limits.tokens() / length));
            check(backend, Collections.nCopies(rows, text));
        }
    }

    private static List<Integer> lengths(int maxLength) {
        List<Integer> lengths = new ArrayList<>();
        for (int length = 8; length < maxLength; length *= 4) {
            lengths.add(length);
        }
        lengths.add(maxLength);
        return lengths;
    }

    private static void check(Backend backend, List<String> texts) {
        float[][] rows = backend.logits(texts);
        if (rows.length != texts.size()) {
            throw Problem.invalid("Bad checkpoint", rows.length + " answers to " + texts.size() + " texts");
        }
        for (float[] row : rows) {
            if (row.length != backend.labels().size()) {
                throw Problem.invalid(
                        "Bad checkpoint",
                        row.length + " logits for " + backend.labels().size() + " labels");
            }
            for (float logit : row) {
                if (!Float.isFinite(logit)) {
                    throw Problem.invalid("Bad checkpoint", "it answers " + logit + " where a number is due");
                }
            }
        }
    }
}
