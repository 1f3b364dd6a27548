package aprendiz.transformers.export;

import aprendiz.model.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * An ONNX model in the making: inputs, operations and constants, each under a name; field numbers are those of
 * onnx.proto.
 *
 * <p>Nodes are named as PyTorch's exporter does: {@code /encoder/layer.0/attention/self/query/MatMul}.
 */
final class Graph {

    /** Lengths that every run may choose anew. */
    static final String BATCH = "batch_size";

    static final String LENGTH = "sequence_length";

    /** The domain of the operations that ONNX Runtime adds to ONNX's own. */
    private static final String CONTRIBUTED = "com.microsoft";

    private static final long OPSET = 17;
    /** Of the file format; the one that came with the opset. */
    private static final long IR_VERSION = 8;

    private static final long LONGEST_FILE = Integer.MAX_VALUE;

    private final Proto nodes = new Proto();
    private final Proto inputs = new Proto();
    private final Proto outputs = new Proto();
    private final Proto constants = new Proto();
    private final Proto shapes = new Proto();
    private final Set<String> known = new HashSet<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private boolean contributed;

    /** Declares an input; a dimension is a number or the name of one that may vary. */
    String input(String name, Element type, Object... dims) {
        inputs.message(11, value(name, type, dims));
        return name;
    }

    /** Declares that what an operation returned is an output of this name. */
    void output(String result, String name, Object... dims) {
        nodes.message(1, operation(name, "Identity", List.of(), List.of(result), List.of(name)));
        outputs.message(12, value(name, Element.FLOAT, dims));
    }

    /** Says which shape a result has, where ONNX cannot infer it; an engine fuses operations only if it knows. */
    String shaped(String result, Object... dims) {
        shapes.message(13, value(result, Element.FLOAT, dims));
        return result;
    }

    /** A scalar. */
    String scalar(float value) {
        ByteBuffer bytes = littleEndian(Float.BYTES).putFloat(value).flip();
        return constant(
                "/constant/" + value, Element.FLOAT, new long[0], out -> Proto.writeFully(out, bytes.duplicate()));
    }

    /** A scalar that numbers a place. */
    String index(long value) {
        return longs("/index/" + value, new long[0], value);
    }

    /** A list of numbers: a shape, axes. */
    String list(long... values) {
        StringBuilder name = new StringBuilder("/list");
        for (long value : values) {
            name.append('/').append(value);
        }
        return longs(name.toString(), new long[] {values.length}, values);
    }

    private String longs(String name, long[] dims, long... values) {
        ByteBuffer bytes = littleEndian(Long.BYTES * values.length);
        bytes.asLongBuffer().put(values);
        return constant(name, Element.INT64, dims, out -> Proto.writeFully(out, bytes.duplicate()));
    }

    /** A tensor that never changes; one that is there already under that name is not added again. */
    String constant(String name, Element type, long[] dims, Proto.Content content) {
        if (known.add(name)) {
            Proto tensor = new Proto();
            long elements = 1;
            for (long dim : dims) {
                tensor.number(1, dim);
                elements = Math.multiplyExact(elements, dim);
            }
            tensor.number(2, type.code).text(8, name).bytes(9, elements * type.bytes, content);
            constants.message(5, tensor);
        }
        return name;
    }

    /** An operation with one result; returns the result's name. */
    String node(String path, String operation, List<Attribute> attributes, String... arguments) {
        return nodes(path, operation, attributes, 1, arguments).getFirst();
    }

    /** An operation with one result and no settings. */
    String node(String path, String operation, String... arguments) {
        return node(path, operation, List.of(), arguments);
    }

    /** An operation with several results. */
    List<String> nodes(String path, String operation, List<Attribute> attributes, int results, String... arguments) {
        String name = unused(path, operation);
        List<String> names =
                IntStream.range(0, results).mapToObj(i -> name + "_output_" + i).toList();
        nodes.message(1, operation(name, operation, attributes, List.of(arguments), names));
        return names;
    }

    /** An operation of ONNX Runtime's own, with one result; no other engine need know it. */
    String contributed(String path, String operation, List<Attribute> attributes, String... arguments) {
        contributed = true;
        String name = unused(path, operation);
        String result = name + "_output_0";
        nodes.message(
                1,
                operation(name, operation, attributes, List.of(arguments), List.of(result))
                        .text(7, CONTRIBUTED));
        return result;
    }

    private String unused(String path, String operation) {
        String base = path + "/" + operation;
        int use = uses.merge(base, 1, Integer::sum);
        return use == 1 ? base : base + "_" + (use - 1);
    }

    private static Proto operation(
            String name, String operation, List<Attribute> attributes, List<String> arguments, List<String> results) {
        Proto node = new Proto();
        arguments.forEach(argument -> node.text(1, argument));
        results.forEach(result -> node.text(2, result));
        node.text(3, name).text(4, operation);
        attributes.forEach(attribute -> node.message(5, attribute.proto()));
        return node;
    }

    private static Proto value(String name, Element type, Object... dims) {
        Proto shape = new Proto();
        for (Object dim : dims) {
            shape.message(
                    1, dim instanceof Number n ? new Proto().number(1, n.longValue()) : new Proto().text(2, "" + dim));
        }
        Proto tensor = new Proto().number(1, type.code).message(2, shape);
        return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The model, whole: a ModelProto.
     *
     * @throws Problem of kind REFUSED if it would be longer than a protocol buffer may be
     */
    Proto model(String name) {
        Proto graph = nodes.text(2, name)
                .append(constants)
                .append(inputs)
                .append(outputs)
                .append(shapes);
        Proto model = new Proto()
                .number(1, IR_VERSION)
                .text(2, "aprendiz")
                .message(7, graph)
                .message(8, new Proto().text(1, "").number(2, OPSET));
        if (contributed) {
            model.message(8, new Proto().text(1, CONTRIBUTED).number(2, 1));
        }
        if (model.size() > LONGEST_FILE) {
            throw Problem.refused(
                    "Too large for ONNX",
                    "The file would have " + model.size() + " bytes, but one ONNX file holds " + LONGEST_FILE
                            + " at most; export int8 or TorchScript instead");
        }
        return model;
    }
}
