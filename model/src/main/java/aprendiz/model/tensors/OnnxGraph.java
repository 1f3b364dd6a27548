package aprendiz.model.tensors;

import aprendiz.model.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    record Node(String name, String operation, List<String> inputs, List<String> outputs) {

        private static Node of(ProtoFields fields) {
            String name = "";
            String operation = "";
            List<String> inputs = new ArrayList<>();
            List<String> outputs = new ArrayList<>();
            while (fields.hasNext()) {
                ProtoFields.Field field = fields.next();
                switch (field.number()) {
                    case 1 -> inputs.add(field.text());
                    case 2 -> outputs.add(field.text());
                    case 3 -> name = field.text();
                    case 4 -> operation = field.text();
                    default -> {}
                }
            }
            return new Node(name, operation, List.copyOf(inputs), List.copyOf(outputs));
        }
    }

    /**
     * A constant.
     *
     * @param type by the numbers of onnx.proto
     * @param raw its elements, little-endian, row-major
     */
    record Tensor(String name, List<Long> dims, long type, ByteBuffer raw) {

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
                    case 4 -> raw = field.bytes(); // float_data, packed
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

        /** The type of its elements; null for one that no weights have. */
        DType dtype() {
            return switch ((int) type) {
                case 1 -> DType.F32;
                case 10 -> DType.F16;
                case 11 -> DType.F64;
                case 16 -> DType.BF16;
                default -> null;
            };
        }

        /** Its elements, from the first. */
        @Override
        public ByteBuffer raw() {
            return raw.duplicate().order(ByteOrder.LITTLE_ENDIAN);
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
