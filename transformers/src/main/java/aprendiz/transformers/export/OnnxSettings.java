package aprendiz.transformers.export;

/**
 * How ONNX Runtime computes.
 *
 * @param threads that compute one call; 1 is best where many calls are computed side by side
 * @param spinning true to let threads wait busily between operations: a little faster alone, wasteful beside others
 * @param arena true to keep memory for the next call instead of giving it back
 */
public record OnnxSettings(int threads, boolean spinning, boolean arena) {

    /** One thread for each call. */
    public static final OnnxSettings SINGLE = new OnnxSettings(1, false, true);

    public OnnxSettings {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
    }

    /** So many threads for each call. */
    public static OnnxSettings threads(int threads) {
        return new OnnxSettings(threads, false, true);
    }
}
