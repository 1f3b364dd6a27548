package aprendiz.model.tensors;

import aprendiz.model.Problem;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The header of a safetensors file, checked as a whole: every tensor has the bytes that its shape takes, and together
 * they cover the data without a hole, an overlap or a rest.
 */
record SafetensorsHeader(SortedMap<String, String> metadata, SortedMap<String, TensorInfo> tensors) {

    static final String METADATA = "__metadata__";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    SafetensorsHeader {
        metadata = Collections.unmodifiableSortedMap(metadata);
        tensors = Collections.unmodifiableSortedMap(tensors);
    }

    /**
     * Reads a header.
     *
     * @param bytes the header's JSON, with the spaces that pad it
     * @param dataSize how many bytes follow the header
     * @throws Problem of kind INVALID that names the tensor, not the file
     */
    static SafetensorsHeader parse(byte[] bytes, long dataSize) {
        if (bytes.length == 0 || bytes[0] != '{') {
            throw bad("the header does not begin with '{'");
        }
        try (JsonParser json = JSON.createParser(utf8(bytes))) {
            SafetensorsHeader header = read(json);
            header.checkCover(dataSize);
            return header;
        } catch (JsonProcessingException e) {
            throw bad("the header is not strict JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
    }

    private static SafetensorsHeader read(JsonParser json) throws IOException {
        SortedMap<String, String> metadata = new TreeMap<>();
        SortedMap<String, TensorInfo> tensors = new TreeMap<>();
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw TensorInfo.invalid(name, "not a JSON object");
            }
            if (name.equals(METADATA)) {
                readMetadata(json, metadata);
            } else {
                tensors.put(name, readTensor(json, name));
            }
        }
        if (json.nextToken() != null) {
            throw bad("something follows the header's JSON object");
        }
        return new SafetensorsHeader(metadata, tensors);
    }

    private static void readMetadata(JsonParser json, SortedMap<String, String> metadata) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                throw bad(METADATA + " may hold only texts");
            }
            metadata.put(key, json.getText());
        }
    }

    private static TensorInfo readTensor(JsonParser json, String name) throws IOException {
        DType dtype = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "dtype" -> dtype = readType(json, name);
                case "shape" -> shape = readNumbers(json, name, field);
                case "data_offsets" -> offsets = readNumbers(json, name, field);
                default -> throw TensorInfo.invalid(name, "an unknown field beside dtype, shape and data_offsets");
            }
        }
        if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
            throw TensorInfo.invalid(name, "needs a dtype, a shape and two data_offsets");
        }
        return new TensorInfo(name, dtype, shape, offsets.getFirst(), offsets.getLast());
    }

    private static DType readType(JsonParser json, String name) throws IOException {
        String word = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "?";
        return DType.of(word)
                .orElseThrow(() ->
                        TensorInfo.invalid(name, "an unknown dtype; this platform reads " + List.of(DType.values())));
    }

    private static List<Long> readNumbers(JsonParser json, String name, String field) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw TensorInfo.invalid(name, field + " is not a list");
        }
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            if (!whole || json.getLongValue() < 0 || numbers.size() == 100) {
                throw TensorInfo.invalid(name, field + " must be few whole numbers from 0 up to 63 bits");
            }
            numbers.add(json.getLongValue());
        }
        return numbers;
    }

    private void checkCover(long dataSize) {
        List<TensorInfo> laidOut = new ArrayList<>(tensors.values());
        laidOut.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
        long at = 0;
        for (TensorInfo tensor : laidOut) {
            if (tensor.end() > dataSize) {
                throw TensorInfo.invalid(
                        tensor.name(), "ends at byte " + tensor.end() + " of data, of which there are " + dataSize);
            }
            if (tensor.begin() < at) {
                throw TensorInfo.invalid(
                        tensor.name(),
                        "begins at byte " + tensor.begin() + ", inside the tensor before it, which ends at " + at);
            }
            if (tensor.begin() > at) {
                throw TensorInfo.invalid(
                        tensor.name(), "begins at byte " + tensor.begin() + " and leaves a hole from byte " + at);
            }
            at = tensor.end();
        }
        if (at != dataSize) {
            throw bad((dataSize - at) + " bytes follow the last tensor");
        }
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw bad("the header is not UTF-8");
        }
    }

    private static Problem bad(String what) {
        return Problem.invalid("Bad safetensors file", what);
    }
}
