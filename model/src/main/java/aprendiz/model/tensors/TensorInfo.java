package aprendiz.model.tensors;

import aprendiz.model.Problem;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is known of one tensor before its numbers are read.
 *
 * @param name letters, digits, {@code '.'}, {@code '_'} and {@code '-'}
 * @param dtype type of the elements
 * @param dims length of each dimension, outermost first; empty for a scalar
 * @param begin first byte, counted from the end of a safetensors header; 0 in other formats
 * @param end one past the last byte: {@code begin + elements * dtype.bytes()}
 */
public record TensorInfo(String name, DType dtype, List<Long> dims, long begin, long end) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,499}");
    private static final int MAX_RANK = 8;
    private static final long MAX_DIM = 1L << 40;

    public TensorInfo {
        dims = List.copyOf(dims);
        checkName(name);
        long size = sizeOf(name, dtype, dims);
        if (begin < 0 || end < begin) {
            throw invalid(name, "data_offsets [" + begin + ", " + end + "] are no range");
        }
        if (end - begin != size) {
            throw invalid(
                    name,
                    "data_offsets [" + begin + ", " + end + "] hold " + (end - begin) + " bytes, but " + dtype + " "
                            + dims + " takes " + size);
        }
    }

    /** A tensor whose data lies by itself. */
    static TensorInfo alone(String name, DType dtype, List<Long> dims) {
        checkName(name);
        return new TensorInfo(name, dtype, dims, 0, sizeOf(name, dtype, dims));
    }

    /** Length of each dimension; the caller's to change. */
    public long[] shape() {
        return dims.stream().mapToLong(Long::longValue).toArray();
    }

    /** How many elements: the product of the shape, 1 for a scalar. */
    public long elements() {
        return size() / dtype.bytes();
    }

    /** How many bytes. */
    public long size() {
        return end - begin;
    }

    /** Refuses names that could mean something to a file system, a shell or a terminal. */
    static void checkName(String name) {
        if (!NAME.matcher(name).matches() || name.equals(SafetensorsHeader.METADATA)) {
            throw Problem.invalid(
                    "Bad tensor name",
                    "tensor " + Problem.quoted(name)
                            + ": a name must be 1 to 500 letters, digits, '.', '_' or '-', and not begin with '.' or '-'");
        }
    }

    /** How many bytes a tensor of that type and shape takes; refuses shapes that no memory holds. */
    static long sizeOf(String name, DType dtype, List<Long> dims) {
        if (dims.size() > MAX_RANK) {
            throw invalid(name, "a shape of " + dims.size() + " dimensions; " + MAX_RANK + " are the most");
        }
        try {
            long size = dtype.bytes();
            for (long dim : dims) {
                if (dim < 0 || dim > MAX_DIM) {
                    throw invalid(name, "a dimension of " + dim + " in shape " + dims);
                }
                size = Math.multiplyExact(size, dim);
            }
            return size;
        } catch (ArithmeticException e) {
            throw invalid(name, "shape " + dims + " of " + dtype + " overflows 63 bits");
        }
    }

    static Problem invalid(String name, String what) {
        return Problem.invalid("Bad tensor", "tensor " + Problem.quoted(name) + ": " + what);
    }
}
