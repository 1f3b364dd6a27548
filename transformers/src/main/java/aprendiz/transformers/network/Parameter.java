package aprendiz.transformers.network;

import java.util.Arrays;
import java.util.List;

/**
 * A tensor that a network needs.
 *
 * @param name as Hugging Face names it in a checkpoint with a head
 * @param origin what it holds before any training
 * @param dims length of each dimension; a linear layer's weight is {@code [out, in]}
 */
public record Parameter(String name, Origin origin, List<Long> dims) {

    /** What a new tensor holds. */
    public enum Origin {
        /** Samples of N(0, initializer_range). */
        NORMAL,
        /** Samples of N(0, initializer_range), but zeros in the row of the padding token. */
        NORMAL_BUT_PADDING,
        ZEROS,
        ONES,
        /** Samples of U(-1/sqrt(in), 1/sqrt(in)): Kaiming's with a = sqrt(5) (He et al. 2015), as torch makes linear layers. */
        KAIMING,
        /** Zeros that weight decay does not leave alone. */
        ZEROS_DECAYING
    }

    public Parameter {
        dims = List.copyOf(dims);
    }

    Parameter(String name, Origin origin, int... dims) {
        this(name, origin, Arrays.stream(dims).mapToObj(Long::valueOf).toList());
    }

    /** A linear layer: {@code [out, in]} and {@code [out]}. */
    static List<Parameter> linear(String name, int out, int in) {
        return List.of(
                new Parameter(name + ".weight", Origin.NORMAL, out, in),
                new Parameter(name + ".bias", Origin.ZEROS, out));
    }

    /** A layer norm: what multiplies and what is added. */
    static List<Parameter> norm(String name, int size) {
        return List.of(
                new Parameter(name + ".weight", Origin.ONES, size), new Parameter(name + ".bias", Origin.ZEROS, size));
    }

    /** Length of each dimension; the caller's to change. */
    public long[] shape() {
        return dims.stream().mapToLong(Long::longValue).toArray();
    }

    /** How many elements. */
    public long elements() {
        return Arrays.stream(shape()).reduce(1, Math::multiplyExact);
    }

    /** False for biases and layer norms, which weight decay leaves alone. */
    public boolean decays() {
        return switch (origin) {
            case NORMAL, NORMAL_BUT_PADDING, KAIMING, ZEROS_DECAYING -> true;
            case ZEROS, ONES -> false;
        };
    }
}
