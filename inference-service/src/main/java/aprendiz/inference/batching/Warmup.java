package aprendiz.inference.batching;

import aprendiz.model.Problem;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.text.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes an engine answer before users ask it: texts of several lengths, alone and in large batches. */
public final class Warmup {

    private static final int SHORTEST = 8;
    private static final int STEP = 4;

    private Warmup() {}

    /**
     * Asks.
     *
     * @return what it costs on this machine
     * @throws Problem when what it answers cannot be served: wrong shapes, numbers that are none
     */
    public static CostModel run(TextTask task, BatchLimits limits) {
        List<Calibration.Sample> samples = new ArrayList<>();
        for (int length : lengths(task.maxLength())) {
            Tokens text = text(task, length);
            ask(task, List.of(text)); // the first time is no measure
            samples.add(measured(task, List.of(text)));
            int rows = Math.max(1, Math.min(limits.texts(), limits.tokens() / text.length()));
            if (rows > 1) {
                samples.add(measured(task, Collections.nCopies(rows, text)));
            }
        }
        return Calibration.of(samples);
    }

    private static List<Integer> lengths(int maxLength) {
        List<Integer> lengths = new ArrayList<>();
        for (int length = SHORTEST; length < maxLength; length *= STEP) {
            lengths.add(length);
        }
        lengths.add(maxLength);
        return lengths;
    }

    /** About so many tokens; never more than the model takes. */
    static Tokens text(TextTask task, int length) {
        return task.tokenizer()
                .encode(List.of("word ".repeat(Math.max(1, length - 2))))
                .getFirst();
    }

    private static Calibration.Sample measured(TextTask task, List<Tokens> texts) {
        long begun = System.nanoTime();
        ask(task, texts);
        return new Calibration.Sample(texts.size(), texts.getFirst().length(), System.nanoTime() - begun);
    }

    /** Asks for what users will: of words for a mask, those for one place. */
    static void ask(TextTask task, List<Tokens> texts) {
        Engine engine = task.engine();
        float[][] rows = switch (engine.scope()) {
            case TEXT -> engine.answers(texts);
            case TOKEN -> firsts(engine.answersAt(texts, Collections.nCopies(texts.size(), List.of(0))));
        };
        if (rows.length != texts.size()) {
            throw Problem.invalid("Bad checkpoint", rows.length + " answers to " + texts.size() + " texts");
        }
        for (float[] row : rows) {
            check(row);
        }
    }

    private static float[][] firsts(float[][][] answers) {
        float[][] firsts = new float[answers.length][];
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = answers[i][0];
        }
        return firsts;
    }

    private static void check(float[] row) {
        if (row.length == 0) {
            throw Problem.invalid("Bad checkpoint", "it has no labels");
        }
        for (float number : row) {
            if (!Float.isFinite(number)) {
                throw Problem.invalid("Bad checkpoint", "it answers " + number + " where a number is due");
            }
        }
    }
}
