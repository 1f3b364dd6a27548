package aprendiz.transformers.minilm;

import aprendiz.model.Problem;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The nodes and the constant tensors of an ONNX model; field numbers are those of onnx.proto.
 *
 * @param nodes in the order of computation
 * @param tensors the initialisers by name
 */
record OnnxGraph(List<Node> nodes, Map<String, Tensor> tensors) {

    /** An operation. */
    record Node(String name, String operation, List<String> inputs) {

        private static Node of(ProtoFields fields) {
            String name = "";
            String operation = "";
            List<String> inputs = new ArrayList<>();
            while (fields.hasNext()) {
                ProtoFields.Field field = fields.next();
                switch (field.number()) {
                    case 1 -> inputs.add(field.text());
                    case 3 -> name = field.text();
                    case 4 -> operation = field.text();
                    default -> {}
                }
            }
            return new Node(name, operation, List.copyOf(inputs));
        }
    }

    /**
     * A constant.
     *
     * @param type 1 for fp32
     * @param raw its elements, little-endian, row-major
     */
    record Tensor(String name, List<Long> dims, long type, ByteBuffer raw) {

        static final long FLOAT = 1;

        private static Tensor of(ProtoFields fields) {
            String name = "";
            List<Long> dims = new ArrayList<>();
            long type = 0;
            ByteBuffer raw = ByteBuffer.allocate(0);
            while (fields.hasNext()) {
                ProtoFields.Field field = fields.next();
                switch (field.number()) {
                    case 1 -> addNumbers(field, dims);
                    case 2 -> type = field.value();
                    case 8 -> name = field.text();
                    case 9 -> raw = field.bytes();
                    default -> {}
                }
            }
            return new Tensor(name, List.copyOf(dims), type, raw);
        }

        /** A repeated number is written one by one or packed. */
        private static void addNumbers(ProtoFields.Field field, List<Long> numbers) {
            if (!field.bytes().hasRemaining()) {
                numbers.add(field.value());
                return;
            }
            ProtoFields packed = field.message();
            while (packed.hasNext()) {
                numbers.add(packed.varint());
            }
        }

        /** Rows for columns: {@code [in, out]} becomes {@code [out, in]}. */
        float[] transposed() {
            int rows = Math.toIntExact(dims.get(0));
            int columns = Math.toIntExact(dims.get(1));
            float[] turned = new float[rows * columns];
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    turned[column * rows + row] = raw.getFloat(Float.BYTES * (row * columns + column));
                }
            }
            return turned;
        }
    }

    /** Reads a ModelProto. The tensors share the buffer's memory. */
    static OnnxGraph of(ByteBuffer model) {
        ProtoFields fields = new ProtoFields(model);
        while (fields.hasNext()) {
            ProtoFields.Field field = fields.next();
            if (field.number() == 7) {
                return graph(field.message());
            }
        }
        throw Problem.invalid("Damaged ONNX file", "the model has no graph");
    }

    private static OnnxGraph graph(ProtoFields fields) {
        List<Node> nodes = new ArrayList<>();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        while (fields.hasNext()) {
            ProtoFields.Field field = fields.next();
            switch (field.number()) {
                case 1 -> nodes.add(Node.of(field.message()));
                case 5 -> {
                    Tensor tensor = Tensor.of(field.message());
                    tensors.put(tensor.name(), tensor);
                }
                default -> {}
            }
        }
        return new OnnxGraph(nodes, tensors);
    }
}
