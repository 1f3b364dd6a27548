package aprendiz.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** How this platform reads and writes JSON files: strict about duplicates, times as ISO 8601, stable order. */
public final class Json {

    /** Shared; never reconfigured. Unknown fields are left alone, so that newer writers can be read. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final long LONGEST_FILE = 64L << 20;

    private static final DefaultIndenter TWO_SPACES = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter PRETTY = MAPPER.writer(
            new DefaultPrettyPrinter().withObjectIndenter(TWO_SPACES).withArrayIndenter(TWO_SPACES));

    /**
     * Reads a small file, which must hold one JSON value and nothing else.
     *
     * @throws Problem of kind INVALID that names the file and what is wrong in it; NOT_FOUND if there is none
     */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            long size = Files.size(file);
            if (size > LONGEST_FILE) {
                throw Problem.invalid("Bad file", file + ": " + size + " bytes; " + LONGEST_FILE + " are the most");
            }
            return parse(Files.readAllBytes(file), file.toString(), type);
        } catch (NoSuchFileException e) {
            throw Problem.notFound("No such file", file + " is not there");
        }
    }

    /**
     * Reads one JSON value in UTF-8, with nothing after it.
     *
     * @param name what to call the bytes in a complaint: a file, a field
     * @throws Problem of kind INVALID that says what is wrong, by that name
     */
    public static <T> T parse(byte[] json, String name, Class<T> type) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            T value = MAPPER.readerFor(type)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(text);
            if (value == null) {
                throw Problem.invalid("Bad JSON", name + ": null");
            }
            return value;
        } catch (CharacterCodingException e) {
            throw Problem.invalid("Bad JSON", name + ": not UTF-8");
        } catch (ValueInstantiationException e) {
            String reason = e.getCause() instanceof Problem cause ? cause.getMessage() : e.getOriginalMessage();
            throw Problem.invalid("Bad JSON", name + ": " + place(e) + reason);
        } catch (JsonProcessingException e) {
            throw Problem.invalid("Bad JSON", name + where(e) + ": " + e.getOriginalMessage());
        }
    }

    /** The value for people to read, ending in a line feed: the same value gives the same bytes everywhere. */
    public static byte[] pretty(Object value) {
        try {
            return (PRETTY.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON for " + value.getClass(), e);
        }
    }

    /** Which value inside the whole it is: {@code samples[2].answer: }; nothing for the whole. */
    private static String place(JsonMappingException e) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return place.isEmpty() ? "" : place + ": ";
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
    }

    private Json() {}
}
