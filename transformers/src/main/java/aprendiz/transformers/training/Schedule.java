package aprendiz.transformers.training;

/**
 * What part of the peak learning rate a step uses: linear from 0 over the warm-up, then linear down to 0.
 *
 * @param steps of the whole training
 * @param warmup steps until the peak
 */
record Schedule(int steps, int warmup) {

    /** As Hugging Face's Trainer rounds a ratio. */
    static Schedule of(int steps, double warmupRatio) {
        return new Schedule(steps, (int) Math.ceil(steps * warmupRatio));
    }

    /** From 0 to 1, for the step after that many. */
    double factor(int done) {
        return done < warmup
                ? (double) done / warmup
                : Math.max(0, (double) (steps - done) / Math.max(1, steps - warmup));
    }
}
