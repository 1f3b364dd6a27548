package aprendiz.inference.openinference;

import aprendiz.inference.protocol.Fields;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Reads the body of a request: JSON, and after it the raw data of the inputs that say {@code binary_data_size}.
 *
 * <p>Whatever is wrong is a {@link aprendiz.model.Problem} of kind INVALID that names the place.
 */
final class InferReader {

    private final Fields request;
    private final ByteBuffer tail;

    private InferReader(Fields request, ByteBuffer tail) {
        this.request = request;
        this.tail = tail;
    }

    /** @param jsonLength where the JSON ends, if something may come after it; 0 if the body is one text and nothing else */
    static InferRequest read(byte[] body, OptionalInt jsonLength) {
        int length = jsonLength.orElse(body.length);
        if (length < 0 || length > body.length) {
            throw Fields.invalid(
                    "Inference-Header-Content-Length", length + " bytes of JSON in a body of " + body.length);
        }
        if (jsonLength.isPresent() && length == 0) {
            String text = RawElements.text("the body", ByteBuffer.wrap(body));
            Tensor only = Tensor.of(Spec.TEXT, Shape.of(1, 1), List.of(text));
            return new InferRequest("", List.of(only), List.of(), InferRequest.noParameters());
        }
        byte[] json = length == body.length ? body : Arrays.copyOf(body, length);
        return new InferReader(Fields.of(json), ByteBuffer.wrap(body, length, body.length - length)).request();
    }

    private InferRequest request() {
        List<Tensor> inputs = new ArrayList<>();
        for (Fields input : each("inputs")) {
            inputs.add(input(input));
        }
        if (tail.hasRemaining()) {
            throw Fields.invalid("the body", tail.remaining() + " bytes after the JSON belong to no input");
        }
        Fields parameters = request.object("parameters");
        boolean binary = parameters.flag("binary_data_output", false);
        List<InferRequest.Output> outputs = new ArrayList<>();
        if (request.has("outputs")) {
            for (Fields output : each("outputs")) {
                Fields wishes = output.object("parameters");
                outputs.add(new InferRequest.Output(
                        output.text("name"), wishes.flag("binary_data", binary), wishes.whole("classification", 0, 0)));
            }
        }
        return new InferRequest(
                request.maybeText("id").orElse(""),
                inputs,
                outputs,
                request.has("parameters") ? parameters.json() : InferRequest.noParameters());
    }

    private List<Fields> each(String name) {
        JsonNode list = request.value(name);
        if (!list.isArray()) {
            throw request.complaint(name, "must be a list");
        }
        List<Fields> all = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            all.add(Fields.of(name + "[" + i + "]", list.get(i)));
        }
        return all;
    }

    private Tensor input(Fields input) {
        String name = input.text("name");
        Datatype datatype = Datatype.of(input.place("datatype"), input.text("datatype"));
        Shape shape = Shape.read(input.place("shape"), sizes(input));
        OptionalInt size = input.object("parameters").maybeWhole("binary_data_size", 0);
        if (size.isEmpty()) {
            return new Tensor(
                    name,
                    datatype,
                    shape,
                    JsonElements.read(input.place("data"), datatype, shape, input.value("data")));
        }
        if (input.has("data")) {
            throw input.complaint("data", "comes twice: here, and by binary_data_size after the JSON");
        }
        if (size.getAsInt() > tail.remaining()) {
            throw input.complaint(
                    "parameters.binary_data_size",
                    "claims " + size.getAsInt() + " bytes, but " + tail.remaining() + " are left after the JSON");
        }
        ByteBuffer raw = tail.slice(tail.position(), size.getAsInt());
        tail.position(tail.position() + size.getAsInt());
        return new Tensor(name, datatype, shape, RawElements.read(name, datatype, shape.count(), raw));
    }

    private static List<Long> sizes(Fields input) {
        JsonNode list = input.value("shape");
        List<Long> sizes = new ArrayList<>();
        for (JsonNode size : list) {
            if (!size.isIntegralNumber() || !size.canConvertToLong()) {
                throw input.complaint("shape", "must be a list of whole numbers");
            }
            sizes.add(size.longValue());
        }
        if (!list.isArray()) {
            throw input.complaint("shape", "must be a list of whole numbers");
        }
        return sizes;
    }
}
