package aprendiz.inference.openinference;

import aprendiz.inference.openinference.wire.InferParameter;
import aprendiz.inference.openinference.wire.InferTensorContents;
import aprendiz.inference.openinference.wire.ModelInferRequest;
import aprendiz.inference.protocol.Fields;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a request that came by gRPC: the elements of its tensors are typed, or raw in {@code raw_input_contents}.
 *
 * <p>Whatever is wrong is a {@link aprendiz.model.Problem} of kind INVALID that names the place.
 */
final class WireReader {

    private WireReader() {}

    static InferRequest read(ModelInferRequest message) {
        int raw = message.getRawInputContentsCount();
        if (raw > 0 && raw != message.getInputsCount()) {
            throw Fields.invalid(
                    "raw_input_contents",
                    "has " + raw + " elements for " + message.getInputsCount() + " inputs; all are raw, or none is");
        }
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < message.getInputsCount(); i++) {
            inputs.add(
                    tensor("inputs[" + i + "]", message.getInputs(i), raw > 0 ? message.getRawInputContents(i) : null));
        }
        List<InferRequest.Output> outputs = message.getOutputsList().stream()
                .map(output -> new InferRequest.Output(
                        output.getName(),
                        false,
                        Fields.of("outputs.parameters", json(output.getParametersMap()))
                                .whole("classification", 0, 0)))
                .toList();
        return new InferRequest(message.getId(), inputs, outputs, json(message.getParametersMap()));
    }

    private static Tensor tensor(String place, ModelInferRequest.InferInputTensor input, ByteString raw) {
        Datatype datatype = Datatype.of(place + ".datatype", input.getDatatype());
        Shape shape = Shape.read(place + ".shape", input.getShapeList());
        String name = input.getName();
        if (raw == null) {
            return new Tensor(name, datatype, shape, typed(place + ".contents", datatype, input.getContents()));
        }
        if (input.hasContents()) {
            throw Fields.invalid(place + ".contents", "comes twice: here, and in raw_input_contents");
        }
        ByteBuffer bytes = raw.asReadOnlyByteBuffer();
        return new Tensor(name, datatype, shape, RawElements.read(name, datatype, shape.count(), bytes));
    }

    private static Elements typed(String place, Datatype datatype, InferTensorContents contents) {
        return switch (datatype) {
            case BOOL ->
                whole(
                        place,
                        datatype,
                        contents.getBoolContentsList().stream()
                                .mapToLong(value -> value ? 1 : 0)
                                .toArray());
            case INT8, INT16, INT32 ->
                whole(
                        place,
                        datatype,
                        contents.getIntContentsList().stream()
                                .mapToLong(Integer::longValue)
                                .toArray());
            case INT64 -> whole(place, datatype, longs(contents.getInt64ContentsList()));
            case UINT8, UINT16, UINT32 ->
                whole(
                        place,
                        datatype,
                        contents.getUintContentsList().stream()
                                .mapToLong(Integer::toUnsignedLong)
                                .toArray());
            case UINT64 -> whole(place, datatype, longs(contents.getUint64ContentsList()));
            case FP32 -> reals(contents.getFp32ContentsList());
            case FP64 -> reals(contents.getFp64ContentsList());
            case BYTES -> texts(place, contents.getBytesContentsList());
            case FP16, BF16 -> throw Fields.invalid(place, datatype + " comes in raw_input_contents only");
        };
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private static Elements whole(String place, Datatype datatype, long[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!datatype.holds(values[i])) {
                throw Fields.invalid(place + "[" + i + "]", values[i] + " is no " + datatype);
            }
        }
        return Elements.Whole.of(values);
    }

    private static Elements reals(List<? extends Number> values) {
        float[] reals = new float[values.size()];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = values.get(i).floatValue();
        }
        return Elements.Real.of(reals);
    }

    private static Elements texts(String place, List<ByteString> values) {
        List<String> texts = new ArrayList<>(values.size());
        for (ByteString value : values) {
            texts.add(RawElements.text(place + "[" + texts.size() + "]", value.asReadOnlyByteBuffer()));
        }
        return new Elements.Texts(texts);
    }

    private static ObjectNode json(Map<String, InferParameter> parameters) {
        ObjectNode json = InferRequest.noParameters();
        parameters.forEach((name, value) -> {
            switch (value.getParameterChoiceCase()) {
                case BOOL_PARAM -> json.put(name, value.getBoolParam());
                case INT64_PARAM -> json.put(name, value.getInt64Param());
                case STRING_PARAM -> json.put(name, value.getStringParam());
                case DOUBLE_PARAM -> json.put(name, value.getDoubleParam());
                case UINT64_PARAM -> json.put(name, value.getUint64Param());
                case PARAMETERCHOICE_NOT_SET -> json.putNull(name);
            }
        });
        return json;
    }
}
