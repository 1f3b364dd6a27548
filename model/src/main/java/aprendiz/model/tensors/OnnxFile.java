package aprendiz.model.tensors;

import aprendiz.model.Problem;
import aprendiz.model.tensors.OnnxGraph.Node;
import aprendiz.model.tensors.OnnxGraph.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The weights in PyTorch's ONNX export of a model, under PyTorch's names again. Mapped into memory.
 *
 * <p>The exporter keeps the names of what it copies, but turns the weight of a linear layer over, for {@code x W + b}, and
 * calls it {@code onnx::MatMul_885}. The bias that is added to the product, or else the name of the node
 * ({@code /encoder/layer.0/attention/self/query/MatMul}), tells whose it is. Tensors that were equal are one in the file,
 * and an {@code Identity} says which names it had.
 */
public final class OnnxFile implements TensorSource {

    private static final String PRODUCT = "/MatMul";
    private static final String BIAS = ".bias";
    private static final String WEIGHT = ".weight";

    /** A tensor of the file, perhaps with its rows and columns exchanged. */
    private record Stored(Tensor tensor, boolean turned) {}

    private final Path path;
    private final SortedMap<String, TensorInfo> tensors = new TreeMap<>();
    private final Map<String, Stored> stored = new HashMap<>();

    private OnnxFile(Path path) {
        this.path = path;
    }

    /**
     * Opens an export.
     *
     * @throws Problem of kind INVALID if it is damaged, or keeps its weights in another file; NOT_FOUND if it is not there
     */
    public static OnnxFile open(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw Problem.invalid("Bad ONNX file", "of " + channel.size() + " bytes; 2 GiB are the most");
            }
            ByteBuffer model = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            OnnxFile file = new OnnxFile(path);
            file.read(OnnxGraph.of(model));
            return file;
        } catch (NoSuchFileException e) {
            throw Problem.notFound("No such file", path + " is not there");
        } catch (Problem e) {
            throw Problem.invalid(e.title(), path + ": " + e.getMessage());
        }
    }

    private void read(OnnxGraph graph) {
        Map<String, Tensor> named = new HashMap<>(graph.tensors());
        Map<String, Node> users = new HashMap<>();
        for (Node node : graph.nodes()) {
            node.inputs().forEach(input -> users.putIfAbsent(input, node));
            Tensor same = node.operation().equals("Identity") ? named.get(input(node, 0)) : null;
            if (same != null) {
                node.outputs().forEach(output -> named.put(output, same));
            }
        }
        named.forEach((name, tensor) -> {
            // a name like 182 or onnx::MatMul_885 is the exporter's own
            if (name.contains(".") && !name.contains(":") && !name.startsWith("/")) {
                add(name, tensor, false);
            }
        });
        for (Node node : graph.nodes()) {
            Tensor weight = node.operation().equals("MatMul") ? named.get(input(node, 1)) : null;
            if (weight != null && weight.dims().size() == 2) {
                add(owner(node, users, named) + WEIGHT, weight, true);
            }
        }
    }

    private static String owner(Node product, Map<String, Node> users, Map<String, Tensor> named) {
        Node sum =
                product.outputs().isEmpty() ? null : users.get(product.outputs().getFirst());
        if (sum != null && sum.operation().equals("Add")) {
            for (String input : sum.inputs()) {
                if (input.endsWith(BIAS) && named.containsKey(input)) {
                    return input.substring(0, input.length() - BIAS.length());
                }
            }
        }
        String name = product.name();
        if (!name.startsWith("/") || !name.endsWith(PRODUCT)) {
            throw Problem.invalid(
                    "Unknown ONNX export", "node " + Problem.quoted(name) + " does not say whose weight it uses");
        }
        return name.substring(1, name.length() - PRODUCT.length()).replace('/', '.');
    }

    private void add(String name, Tensor tensor, boolean turned) {
        DType dtype = tensor.dtype();
        if (dtype == null || stored.containsKey(name)) {
            return;
        }
        List<Long> dims = turned ? List.of(tensor.dims().get(1), tensor.dims().get(0)) : tensor.dims();
        TensorInfo info = TensorInfo.alone(name, dtype, dims);
        if (tensor.raw().remaining() != info.size()) {
            throw TensorInfo.invalid(
                    name,
                    "has " + tensor.raw().remaining() + " bytes in the file, but " + dtype + " " + dims + " takes "
                            + info.size() + "; weights in files beside an export are not read");
        }
        tensors.put(name, info);
        stored.put(name, new Stored(tensor, turned));
    }

    private static String input(Node node, int at) {
        return node.inputs().size() > at ? node.inputs().get(at) : "";
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public SortedMap<String, TensorInfo> tensors() {
        return Collections.unmodifiableSortedMap(tensors);
    }

    @Override
    public void copy(String name, FloatBuffer values) {
        TensorInfo info = info(name);
        Stored one = stored.get(name);
        if (!one.turned()) {
            info.dtype().toFloats(one.tensor().raw(), values);
            return;
        }
        int rows = Math.toIntExact(one.tensor().dims().get(0));
        int columns = Math.toIntExact(one.tensor().dims().get(1));
        FloatBuffer straight = FloatBuffer.allocate(rows * columns);
        info.dtype().toFloats(one.tensor().raw(), straight);
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                values.put(straight.get(row * columns + column));
            }
        }
    }

    /** Does nothing: the mapping goes when nothing uses it any more. */
    @Override
    public void close() {}
}
