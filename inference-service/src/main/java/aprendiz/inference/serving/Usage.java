package aprendiz.inference.serving;

/**
 * What was measured of a version since it was loaded.
 *
 * @param texts that were computed
 * @param batches in which they were
 * @param answered requests, all in all
 * @param failed requests, all in all
 * @param reading requests until their texts were tokenised
 * @param queue requests while their texts waited
 * @param compute requests while their texts were computed
 */
public record Usage(long texts, long batches, Sum answered, Sum failed, Sum reading, Sum queue, Sum compute) {

    /** How many, and how long together. */
    public record Sum(long count, long nanos) {
        static final Sum NONE = new Sum(0, 0);

        Sum plus(Sum other) {
            return new Sum(count + other.count, nanos + other.nanos);
        }
    }

    /** Requests from their last number to the answer: what the other times leave of the whole. */
    public Sum writing() {
        long rest = answered.nanos() + failed.nanos() - reading.nanos() - queue.nanos() - compute.nanos();
        return new Sum(answered.count(), Math.max(0, rest));
    }
}
