package aprendiz.inference.huggingface;

import aprendiz.model.Problem;

/** How logits become scores; {@code function_to_apply}. */
enum Scoring {
    SOFTMAX,
    SIGMOID,
    NONE;

    static Scoring of(String word) {
        return switch (word) {
            case "softmax" -> SOFTMAX;
            case "sigmoid" -> SIGMOID;
            case "none" -> NONE;
            case String other ->
                throw Problem.invalid(
                        "Bad parameter",
                        "parameters.function_to_apply: '" + other + "' is not one of softmax, sigmoid, none");
        };
    }

    /** What suits a model that was not told: with a single label, whether it holds; otherwise, which one does. */
    static Scoring suiting(int labels) {
        return labels == 1 ? SIGMOID : SOFTMAX;
    }

    double[] scores(float[] logits) {
        double[] scores = new double[logits.length];
        switch (this) {
            case SOFTMAX -> softmax(logits, scores);
            case SIGMOID -> {
                for (int i = 0; i < logits.length; i++) {
                    scores[i] = 1 / (1 + Math.exp(-logits[i]));
                }
            }
            case NONE -> {
                for (int i = 0; i < logits.length; i++) {
                    scores[i] = logits[i];
                }
            }
        }
        return scores;
    }

    private static void softmax(float[] logits, double[] scores) {
        float max = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            scores[i] = Math.exp(logits[i] - max);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
    }
}
