package aprendiz.transformers.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cuts texts into the tokens of a checkpoint. Safe to use from several threads, except that none may use it while or
 * after another closes it.
 */
public final class Tokenizer implements AutoCloseable {

    /** Texts handed over at once: enough for all cores, few enough for memory. */
    private static final int TOGETHER = 256;

    private static final char REPLACEMENT = '\uFFFD';

    private final HuggingFaceTokenizer tokenizer;
    private final int maxLength;

    private Tokenizer(HuggingFaceTokenizer tokenizer, int maxLength) {
        this.tokenizer = tokenizer;
        this.maxLength = maxLength;
    }

    /**
     * Reads {@code tokenizer.json}, or {@code vocab.txt} where that is missing, and {@code tokenizer_config.json}.
     *
     * @param most tokens that a text may have at all events; the checkpoint's own {@code model_max_length} may lower it
     * @throws Problem of kind INVALID if neither file is there or the tokenizer is damaged
     */
    public static Tokenizer load(Path folder, int most) {
        try {
            JsonNode config = read(folder.resolve("tokenizer_config.json"));
            // model_max_length is 1e30 where a checkpoint sets no limit
            int maxLength = (int) Math.min(most, config.path("model_max_length").asDouble(most));
            if (maxLength < 3) {
                throw Problem.invalid(
                        "Unusable tokenizer", folder + ": a text may have " + maxLength + " tokens; 3 are the least");
            }
            return new Tokenizer(create(json(folder, config), maxLength), maxLength);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e instanceof Problem
                    ? e
                    : Problem.invalid("Unusable tokenizer", folder.resolve("tokenizer.json") + ": " + e.getMessage());
        }
    }

    /** The tokenizer of the folder as the bytes of a {@code tokenizer.json}. */
    public static byte[] json(Path folder) throws IOException {
        return json(folder, read(folder.resolve("tokenizer_config.json")));
    }

    private static byte[] json(Path folder, JsonNode config) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        if (Files.exists(file)) {
            return Files.readAllBytes(file);
        }
        Path vocabulary = folder.resolve("vocab.txt");
        if (Files.exists(vocabulary)) {
            return Json.MAPPER.writeValueAsBytes(WordPieceFile.of(lines(vocabulary), config));
        }
        throw Problem.invalid("No tokenizer", folder + " has neither tokenizer.json nor vocab.txt");
    }

    private static List<String> lines(Path vocabulary) throws IOException {
        try {
            return Files.readAllLines(vocabulary);
        } catch (CharacterCodingException e) {
            throw Problem.invalid("Unusable vocab.txt", vocabulary + " is not UTF-8");
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return Files.exists(file) ? Json.read(file, ObjectNode.class) : JsonNodeFactory.instance.objectNode();
    }

    private static HuggingFaceTokenizer create(byte[] json, int maxLength) throws IOException {
        String most = Integer.toString(maxLength);
        return HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(json),
                Map.of("truncation", "true", "padding", "false", "maxLength", most, "modelMaxLength", most));
    }

    /** How many tokens a text is cut to, special ones included. */
    public int maxLength() {
        return maxLength;
    }

    /**
     * The tokens of each text, special ones included, longer texts cut.
     *
     * <p>Any string is a text: half a surrogate pair counts as the replacement character.
     */
    public List<Tokens> encode(List<String> texts) {
        List<Tokens> all = new ArrayList<>(texts.size());
        for (int at = 0; at < texts.size(); at += TOGETHER) {
            List<String> some = texts.subList(at, Math.min(texts.size(), at + TOGETHER));
            String[] wellFormed = some.stream().map(Tokenizer::wellFormed).toArray(String[]::new);
            for (Encoding encoding : tokenizer.batchEncode(wellFormed)) {
                all.add(Tokens.of(encoding.getIds()));
            }
        }
        return all;
    }

    private static String wellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                ? text
                : text.codePoints()
                        .map(point -> Character.getType(point) == Character.SURROGATE ? REPLACEMENT : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
