package aprendiz.transformers.network;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.tensors.TensorSource;
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

    private final TensorSource file;
    private final Family family;

    private StoredTensors(TensorSource file, Family family) {
        this.file = file;
        this.family = family;
    }

    /**
     * Opens the weights of a checkpoint, in whatever format they are.
     *
     * @throws Problem of kind INVALID if they are damaged, or contradict the config: then all contradictions in the trunk
     *     are named; NOT_FOUND if they are missing
     */
    public static StoredTensors open(Checkpoint checkpoint, Family family) throws IOException {
        StoredTensors tensors = new StoredTensors(checkpoint.tensors(), family);
        try {
            refuse(tensors.misshapen(family.trunk()));
            return tensors;
        } catch (RuntimeException e) {
            tensors.close();
            throw e;
        }
    }

    /**
     * Makes sure that all parameters are there, of the right shape, before any is loaded.
     *
     * @throws Problem of kind INVALID that names every tensor that is missing or contradicts the config
     */
    public void require(Collection<Parameter> parameters) {
        List<Complaint> complaints = new ArrayList<>(misshapen(parameters));
        for (Parameter parameter : parameters) {
            if (!has(parameter)) {
                complaints.add(new Complaint(
                        file.path().toString(),
                        "has no tensor '" + parameter.name() + "', " + parameter.dims() + " by config.json"));
            }
        }
        refuse(complaints);
    }

    private List<Complaint> misshapen(Collection<Parameter> parameters) {
        List<Complaint> complaints = new ArrayList<>();
        for (Parameter parameter : parameters) {
            String name = stored(parameter).orElse("");
            if (!name.isEmpty() && !file.info(name).dims().equals(parameter.dims())) {
                complaints.add(new Complaint(
                        file.path().toString(),
                        "tensor '" + name + "' is " + file.info(name).dims() + ", but config.json asks for "
                                + parameter.dims()));
            }
        }
        return complaints;
    }

    private static void refuse(List<Complaint> complaints) {
        if (!complaints.isEmpty()) {
            throw Problem.invalid("The config contradicts the weights", complaints);
        }
    }

    /** True if there is a tensor for the parameter. */
    public boolean has(Parameter parameter) {
        return stored(parameter).isPresent();
    }

    /**
     * Puts the elements of a parameter, in row-major order and widened to fp32, into a buffer that just holds them.
     *
     * @throws Problem of kind INVALID that names the tensor if it is missing, of another shape, or holds a NaN or an infinity
     */
    public void fill(Parameter parameter, FloatBuffer values) {
        require(List.of(parameter));
        try {
            file.fill(stored(parameter).orElseThrow(), values);
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
