package aprendiz.transformers.network;

import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.tensors.DType;
import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.model.tensors.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tensors of a checkpoint, found under whichever of a parameter's names it keeps them. */
public final class StoredTensors implements AutoCloseable {

    /** Tensors of the oldest checkpoints have these endings. */
    private static final Map<String, String> OLD_ENDINGS =
            Map.of("LayerNorm.weight", "LayerNorm.gamma", "LayerNorm.bias", "LayerNorm.beta");

    private final SafetensorsFile file;
    private final Family family;

    private StoredTensors(SafetensorsFile file, Family family) {
        this.file = file;
        this.family = family;
    }

    /**
     * Opens model.safetensors.
     *
     * @throws Problem of kind INVALID if it is damaged, NOT_FOUND if it is missing
     */
    public static StoredTensors open(Checkpoint checkpoint, Family family) throws IOException {
        return new StoredTensors(SafetensorsFile.open(checkpoint.file(Checkpoint.WEIGHTS)), family);
    }

    /** True if there is a tensor for the parameter. */
    public boolean has(Parameter parameter) {
        return stored(parameter).isPresent();
    }

    /**
     * Puts the elements of a parameter, in row-major order and widened to fp32, into a buffer that just holds them.
     *
     * @throws Problem of kind INVALID that names the tensor if it is missing or of another shape
     */
    public void fill(Parameter parameter, FloatBuffer values) {
        String name = stored(parameter)
                .orElseThrow(() -> Problem.invalid("Missing tensor", file.path() + " has no " + parameter.name()));
        TensorInfo info = file.info(name);
        if (!info.dims().equals(parameter.dims())) {
            throw Problem.invalid(
                    "Bad tensor",
                    file.path() + ": tensor '" + name + "' is " + info.dims() + ", but config.json asks for "
                            + parameter.dims());
        }
        try {
            if (info.dtype() == DType.F32) {
                values.put(file.bytes(name).asFloatBuffer()); // past the heap: a vocabulary has 50 MB and more
            } else {
                values.put(file.floats(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the tensors that none of the parameters takes. Buffers, which are no weights, are left out. */
    public List<String> others(Collection<Parameter> parameters) {
        List<String> others = new ArrayList<>(file.tensors().keySet());
        parameters.forEach(parameter -> stored(parameter).ifPresent(others::remove));
        others.removeIf(name -> name.endsWith("position_ids"));
        return others;
    }

    /** Checkpoints of a bare trunk leave out the prefix. */
    private Optional<String> stored(Parameter parameter) {
        String name = parameter.name();
        String bare = name.startsWith(family.prefix())
                ? name.substring(family.prefix().length())
                : name;
        return List.of(name, bare, old(name), old(bare)).stream()
                .filter(file::has)
                .findFirst();
    }

    private static String old(String name) {
        for (Map.Entry<String, String> ending : OLD_ENDINGS.entrySet()) {
            if (name.endsWith(ending.getKey())) {
                return name.substring(0, name.length() - ending.getKey().length()) + ending.getValue();
            }
        }
        return name;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
