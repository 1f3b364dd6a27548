package aprendiz.transformers.training;

/**
 * What part of the peak learning rate a step uses: linear from 0 over the warm-up, then down to 0.
 *
 * @param steps of the whole training
 * @param warmup steps until the peak
 */
record Schedule(int steps, int warmup, Method.Curve curve) {

    /** As Hugging Face's Trainer rounds a ratio. */
    static Schedule of(int steps, double warmupRatio, Method.Curve curve) {
        return new Schedule(steps, (int) Math.ceil(steps * warmupRatio), curve);
    }

    /** From 0 to 1, for the step after that many. */
    double factor(int done) {
        if (done < warmup) {
            return (double) done / warmup;
        }
        double left = Math.max(0, (double) (steps - done) / Math.max(1, steps - warmup));
        return switch (curve) {
            case LINEAR -> left;
            case COSINE -> (1 + Math.cos(Math.PI * (1 - left))) / 2;
        };
    }
}
