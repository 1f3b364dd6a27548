package aprendiz.transformers.text;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;

/**
 * Cuts texts into the tokens of a checkpoint, token for token as Hugging Face's {@code BertTokenizerFast} does.
 *
 * <p>Immutable, and safe to use from any number of threads.
 */
public final class Tokenizer implements AutoCloseable {

    /** Embeddings may have a few rows more than tokens, so that their number divides well. */
    private static final int ROUNDED_TO = 128;

    private final WordCutter words;
    private final Template template;
    private final Vocabulary vocabulary;
    private final int maxLength;

    private Tokenizer(WordCutter words, Template template, Vocabulary vocabulary, int maxLength) {
        this.words = words;
        this.template = template;
        this.vocabulary = vocabulary;
        this.maxLength = maxLength;
    }

    /**
     * Reads {@code tokenizer.json}, or {@code vocab.txt} where that is missing, with {@code tokenizer_config.json} and
     * {@code special_tokens_map.json} where they are there.
     *
     * @param most tokens that a text may have at all events; the checkpoint's own {@code model_max_length} may lower it
     * @throws Problem of kind INVALID if neither file is there, or one is damaged, means a tokenizer that is not known or
     *     does not fit the {@code vocab_size} of config.json
     */
    public static Tokenizer load(Path folder, int most) {
        try {
            SpecialTokens special = SpecialTokens.read(folder);
            // model_max_length is 1e30 where a checkpoint sets no limit
            int maxLength = (int)
                    Math.min(most, special.config().path("model_max_length").asDouble(most));
            if (maxLength < 3) {
                throw Problem.invalid(
                        "Unusable tokenizer", folder + ": a text may have " + maxLength + " tokens; 3 are the least");
            }
            Path file = folder.resolve("tokenizer.json");
            JsonNode json = Files.exists(file) ? Json.read(file, ObjectNode.class) : fromVocabulary(folder, special);
            Tokenizer tokenizer = of(new TokenizerFile(file.toString(), json), special, maxLength);
            tokenizer.requireEmbedding(folder);
            return tokenizer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Tokenizer of(TokenizerFile file, SpecialTokens special, int maxLength) {
        WordPiece model = file.model();
        List<AddedToken> added = special.complete(file.addedTokens(), model.ids());
        Vocabulary vocabulary = new Vocabulary(new HashMap<>(model.ids()), added, model.prefix(), special);
        WordCutter words = new WordCutter(file.normalizer(special.config()), file.splitter(), model, added);
        return new Tokenizer(words, file.template(), vocabulary, maxLength);
    }

    /**
     * A token without a row in the embedding would be read from beyond its end; many rows without a token are a sign of a
     * vocabulary that is not whole, or another model's.
     */
    private void requireEmbedding(Path folder) throws IOException {
        Path config = folder.resolve("config.json");
        if (!Files.exists(config)) {
            return;
        }
        int rows = Json.read(config, ObjectNode.class).path("vocab_size").asInt(Integer.MAX_VALUE);
        if (vocabulary.size() > rows) {
            int last = vocabulary.size() - 1;
            throw Problem.invalid(
                    "Unusable tokenizer",
                    folder + ": the token " + Problem.quoted(vocabulary.token(last)) + " has the id " + last
                            + ", but config.json says vocab_size: " + rows);
        }
        if (rows < Integer.MAX_VALUE && rows - vocabulary.size() >= ROUNDED_TO) {
            throw Problem.invalid(
                    "Unusable tokenizer",
                    folder + ": there are " + vocabulary.size() + " tokens, but config.json says vocab_size: " + rows
                            + "; is the vocabulary whole, and this model's?");
        }
    }

    /** Whether the folder has one. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve("tokenizer.json")) || Files.exists(folder.resolve("vocab.txt"));
    }

    /** The tokenizer of the folder as the bytes of a {@code tokenizer.json}. */
    public static byte[] json(Path folder) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        return Files.exists(file)
                ? Files.readAllBytes(file)
                : Json.MAPPER.writeValueAsBytes(fromVocabulary(folder, SpecialTokens.read(folder)));
    }

    private static ObjectNode fromVocabulary(Path folder, SpecialTokens special) throws IOException {
        Path vocabulary = folder.resolve("vocab.txt");
        if (!Files.exists(vocabulary)) {
            throw Problem.invalid("No tokenizer", folder + " has neither tokenizer.json nor vocab.txt");
        }
        try {
            return WordPieceFile.of(Files.readAllLines(vocabulary), special);
        } catch (CharacterCodingException e) {
            throw Problem.invalid("Unusable vocab.txt", vocabulary + " is not UTF-8");
        }
    }

    /** How many tokens a text is cut to at most, special ones included. */
    public int maxLength() {
        return maxLength;
    }

    /** Tokens and their numbers. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The tokens of each text, special ones included, longer texts cut. */
    public List<Tokens> encode(List<String> texts) {
        Cut cut = Cut.to(maxLength);
        return texts.stream().map(text -> encode(Text.of(text), cut).tokens()).toList();
    }

    /** The tokens of each text with their places in it, longer texts cut. */
    public List<Encoding> encodings(List<? extends Text> texts, Cut cut) {
        return texts.stream().map(text -> encode(text, cut)).toList();
    }

    /**
     * The tokens of a text with their places in it, a longer text cut.
     *
     * @throws Problem of kind INVALID if only one of two texts may be cut and that does not suffice
     */
    public Encoding encode(Text text, Cut cut) {
        Cut within = within(cut);
        return switch (text) {
            case Text.Single(String one) -> template.encode(words.cut(one), within);
            case Text.Words(List<String> list) -> template.encode(words.cut(list), within);
            case Text.Pair(String first, String second) -> template.encode(words.cut(first), words.cut(second), within);
        };
    }

    /**
     * A text in as many windows as it takes; two texts need to be told which of them is cut.
     *
     * @throws Problem of kind INVALID if the other text leaves no room for it, or the stride none for anything new
     */
    public List<Encoding> windows(Text text, Cut cut) {
        Cut within = within(cut);
        return switch (text) {
            case Text.Single(String one) -> template.windows(words.cut(one), within);
            case Text.Words(List<String> list) -> template.windows(words.cut(list), within);
            case Text.Pair(String first, String second) ->
                template.windows(words.cut(first), words.cut(second), within);
        };
    }

    private Cut within(Cut cut) {
        return new Cut(Math.min(cut.maxLength(), maxLength), cut.from(), cut.stride());
    }

    /** Does nothing: it holds no native memory. */
    @Override
    public void close() {}
}
