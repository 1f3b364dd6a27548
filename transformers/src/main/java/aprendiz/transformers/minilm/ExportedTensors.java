package aprendiz.transformers.minilm;

import aprendiz.model.Problem;
import aprendiz.model.tensors.DType;
import aprendiz.model.tensors.TensorData;
import aprendiz.transformers.minilm.OnnxGraph.Node;
import aprendiz.transformers.minilm.OnnxGraph.Tensor;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The weights in PyTorch's export of a BERT, under Hugging Face's names again.
 *
 * <p>The exporter keeps the names of what it copies, but turns the weight of a linear layer over, for {@code x W}, and
 * calls it {@code onnx::MatMul_885}. The node that uses it tells whose it is:
 * {@code /encoder/layer.0/attention/self/query/MatMul}.
 *
 * <p>The pooler is left out. A sentence encoder takes the mean over the tokens, so nothing has trained the pooler along
 * with the rest, and a head that is learnt upon it does worse than upon a new one.
 */
final class ExportedTensors {

    private static final String PRODUCT = "/MatMul";
    private static final String POOLER = "pooler.";

    static SortedMap<String, TensorData> of(OnnxGraph graph) {
        SortedMap<String, TensorData> found = new TreeMap<>();
        for (Tensor tensor : graph.tensors().values()) {
            if (tensor.type() == Tensor.FLOAT
                    && !tensor.name().contains("::")
                    && !tensor.name().startsWith(POOLER)) {
                found.put(checked(tensor).name(), TensorData.bytes(DType.F32, tensor.raw(), shape(tensor)));
            }
        }
        for (Node node : graph.nodes()) {
            Tensor weight = node.operation().equals("MatMul")
                    ? graph.tensors().get(node.inputs().getLast())
                    : null;
            if (weight != null) {
                long[] shape = shape(checked(weight));
                found.put(weightName(node), TensorData.floats(weight.transposed(), shape[1], shape[0]));
            }
        }
        return found;
    }

    /** {@code /encoder/layer.0/output/dense/MatMul} is of {@code encoder.layer.0.output.dense.weight}. */
    private static String weightName(Node node) {
        String path = node.name();
        if (!path.startsWith("/") || !path.endsWith(PRODUCT)) {
            throw Problem.invalid("Unknown ONNX export", "node '" + path + "' does not say whose weight it uses");
        }
        return path.substring(1, path.length() - PRODUCT.length()).replace('/', '.') + ".weight";
    }

    private static Tensor checked(Tensor tensor) {
        long elements = tensor.dims().stream().reduce(1L, Math::multiplyExact);
        if (tensor.type() != Tensor.FLOAT || tensor.raw().remaining() != elements * Float.BYTES) {
            throw Problem.invalid("Unknown ONNX export", "tensor '" + tensor.name() + "' is not plain fp32");
        }
        return tensor;
    }

    private static long[] shape(Tensor tensor) {
        return tensor.dims().stream().mapToLong(Long::longValue).toArray();
    }

    private ExportedTensors() {}
}
