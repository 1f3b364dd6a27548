package aprendiz.inference.openinference;

import aprendiz.model.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Writes the body of an answer: JSON, and after it the raw data of the outputs that are wanted so. */
final class InferWriter {

    /**
     * A body.
     *
     * @param jsonLength where the JSON ends; what comes after it is raw
     */
    record Body(ByteBuffer bytes, int jsonLength) {
        boolean binary() {
            return jsonLength < bytes.limit();
        }
    }

    private InferWriter() {}

    static Body write(InferResponse response) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        List<ByteBuffer> tails = new ArrayList<>();
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("model_name", response.modelName());
            json.writeStringField("model_version", response.modelVersion());
            if (!response.id().isEmpty()) {
                json.writeStringField("id", response.id());
            }
            json.writeArrayFieldStart("outputs");
            for (InferResponse.Output output : response.outputs()) {
                write(json, output, tails);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int length = out.size();
        for (ByteBuffer tail : tails) {
            byte[] raw = new byte[tail.remaining()];
            tail.get(raw);
            out.writeBytes(raw);
        }
        return new Body(ByteBuffer.wrap(out.toByteArray()), length);
    }

    private static void write(JsonGenerator json, InferResponse.Output output, List<ByteBuffer> tails)
            throws IOException {
        Tensor tensor = output.tensor();
        json.writeStartObject();
        json.writeStringField("name", tensor.name());
        json.writeStringField("datatype", tensor.datatype().name());
        json.writeArrayFieldStart("shape");
        for (long size : tensor.shape().sizes()) {
            json.writeNumber(size);
        }
        json.writeEndArray();
        if (output.binary()) {
            ByteBuffer raw = RawElements.write(tensor.elements());
            tails.add(raw);
            json.writeObjectFieldStart("parameters");
            json.writeNumberField("binary_data_size", raw.remaining());
            json.writeEndObject();
        } else {
            json.writeArrayFieldStart("data");
            write(json, tensor.elements());
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Elements elements) throws IOException {
        switch (elements) {
            case Elements.Real(var values) -> {
                for (int i = 0; i < values.limit(); i++) {
                    json.writeNumber(values.get(i));
                }
            }
            case Elements.Whole(var values) -> {
                for (int i = 0; i < values.limit(); i++) {
                    json.writeNumber(values.get(i));
                }
            }
            case Elements.Texts(var values) -> {
                for (String text : values) {
                    json.writeString(text);
                }
            }
        }
    }
}
