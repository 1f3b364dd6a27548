package aprendiz.transformers.text;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Learns a vocabulary from raw text, as Hugging Face's {@code WordPieceTrainer} does: from single characters on, the two
 * neighbouring pieces that are most often seen together become one. The same texts give the same vocabulary; between
 * pairs that are equally frequent, where Hugging Face's choice differs from run to run, the older pieces go first.
 *
 * @param size tokens at most, special ones included
 * @param minFrequency pieces that are seen together less often stay apart
 * @param alphabet different characters at most; the rarest are left out
 * @param lowerCase true for a vocabulary without capitals and accents
 */
public record WordPieceTraining(int size, int minFrequency, int alphabet, boolean lowerCase) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    public WordPieceTraining {
        if (size < 6 || minFrequency < 0 || alphabet < 1) {
            throw Problem.invalid(
                    "Bad vocabulary settings",
                    "size: " + size + ", min_frequency: " + minFrequency + ", alphabet: " + alphabet
                            + "; at least 6, 0 and 1 are needed");
        }
    }

    /** Hugging Face's settings of BERT: seen twice or more, a thousand characters. */
    public static WordPieceTraining of(int size, boolean lowerCase) {
        return new WordPieceTraining(size, 2, 1000, lowerCase);
    }

    /** The tokens by their numbers, special ones first. */
    public List<String> vocabulary(Stream<String> texts) {
        return new PieceMerges(this, count(texts)).tokens();
    }

    /** Learns a vocabulary and writes vocab.txt, tokenizer.json and tokenizer_config.json. */
    public void write(Stream<String> texts, Path folder) throws IOException {
        List<String> vocabulary = vocabulary(texts);
        Files.createDirectories(folder);
        ObjectNode config = JSON.objectNode().put("do_lower_case", lowerCase).put("tokenizer_class", "BertTokenizer");
        ObjectNode none = JSON.objectNode();
        AtomicFile.write(
                folder.resolve("vocab.txt"), (String.join("\n", vocabulary) + "\n").getBytes(StandardCharsets.UTF_8));
        AtomicFile.write(
                folder.resolve("tokenizer.json"),
                Json.pretty(WordPieceFile.of(vocabulary, new SpecialTokens(config, none, none))));
        AtomicFile.write(folder.resolve("tokenizer_config.json"), Json.pretty(config));
    }

    /** How often each word is seen. */
    private SortedMap<String, Long> count(Stream<String> texts) {
        Normalizer normalizer = new Normalizer(Normalizer.bert(true, true, lowerCase, lowerCase));
        SortedMap<String, Long> words = new TreeMap<>();
        texts.forEachOrdered(text -> {
            NormalizedText normalized = normalizer.normalize(text, 0, text.length());
            WordSplitter.BERT.split(
                    normalized,
                    0,
                    normalized.size(),
                    (from, to) -> words.merge(normalized.text(from, to), 1L, Long::sum));
        });
        return words;
    }

    /** The characters that are kept, in the order of Unicode. */
    List<Integer> alphabet(Map<String, Long> words) {
        SortedMap<Integer, Long> seen = new TreeMap<>();
        words.forEach((word, count) -> word.codePoints().forEach(point -> seen.merge(point, count, Long::sum)));
        return seen.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                .limit(alphabet)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
