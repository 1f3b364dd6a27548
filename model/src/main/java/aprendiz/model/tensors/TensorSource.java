package aprendiz.model.tensors;

import aprendiz.model.Problem;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * Tensors that lie in a file or in several, whatever the format: all is checked when it is opened except the numbers,
 * which are checked when they are read.
 *
 * <p>What cannot be read as it stands is refused as a {@link Problem} of kind INVALID that names the file and the tensor.
 */
public interface TensorSource extends AutoCloseable {

    /**
     * Opens a file by what its name ends in: {@code .safetensors}, {@code .bin}, {@code .onnx}, or {@code .index.json} for
     * several.
     *
     * @throws Problem of kind INVALID that names the file and the tensor that is wrong; NOT_FOUND if there is no file
     */
    static TensorSource open(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".index.json")) {
            return ShardedTensors.open(file);
        }
        if (name.endsWith(".bin")) {
            return TorchFile.open(file);
        }
        return name.endsWith(".onnx") ? OnnxFile.open(file) : SafetensorsFile.open(file);
    }

    /** Where this is read from: what complaints call it. */
    Path path();

    /** The tensors, by name. */
    SortedMap<String, TensorInfo> tensors();

    /**
     * Puts the elements of a tensor, in row-major order and as fp32, into a buffer that just holds them.
     *
     * <p>A caller wants {@link #fill}, which looks at them too.
     */
    void copy(String name, FloatBuffer values) throws IOException;

    /**
     * Puts the elements of a tensor, in row-major order, into a buffer that just holds them: F16 and BF16 widened to
     * fp32, F64 narrowed.
     *
     * @throws Problem of kind INVALID if there is no such tensor, it holds no real numbers, or one is NaN or infinite
     */
    default void fill(String name, FloatBuffer values) throws IOException {
        TensorInfo info = info(name);
        if (!info.dtype().isReal()) {
            throw problem(name, "is " + info.dtype() + ", not F32, F16, BF16 or F64");
        }
        if (info.elements() != values.remaining()) {
            throw problem(name, "has " + info.elements() + " elements, not " + values.remaining());
        }
        int start = values.position();
        copy(name, values);
        for (int at = start; at < values.position(); at++) {
            if (!Float.isFinite(values.get(at))) {
                throw problem(name, "holds " + values.get(at) + " at element " + (at - start));
            }
        }
    }

    /** True if there is a tensor of that name. */
    default boolean has(String name) {
        return tensors().containsKey(name);
    }

    /**
     * What is known of a tensor.
     *
     * @throws Problem of kind INVALID if there is none of that name
     */
    default TensorInfo info(String name) {
        TensorInfo info = tensors().get(name);
        if (info == null) {
            throw problem(name, "is not in the file");
        }
        return info;
    }

    /** Closes the files; buffers and arrays that were handed out stay valid. */
    @Override
    void close() throws IOException;

    private Problem problem(String name, String what) {
        return Problem.invalid("Bad tensor", path() + ": tensor '" + name + "' " + what);
    }
}
