package aprendiz.transformers.tasks;

import aprendiz.model.Problem;
import aprendiz.model.Task;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.text.Cut;
import aprendiz.transformers.text.Encoding;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.text.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** What stands where in a text: people, places, parts of speech. */
public final class TokenClassification implements TextTask {

    /** How tokens are put together. */
    public enum Aggregation {
        /** Not at all. */
        NONE,
        /** Neighbours with the same label, but for B- and I-. */
        SIMPLE,
        /** The same of words, each with the label of its first token. */
        FIRST,
        /** The same of words, each with the label that its tokens find likeliest on average. */
        AVERAGE,
        /** The same of words, each with the label of the token that is surest. */
        MAX
    }

    /**
     * What is asked for.
     *
     * @param ignored labels that are left out, as they stand in the answer: without B- and I- where tokens are put together
     * @param stride if there, a longer text is looked at in windows that have so many tokens in common; else it is cut
     */
    public record Options(Aggregation aggregation, List<String> ignored, OptionalInt stride) {

        public static final Options TOKENS = of(Aggregation.NONE);
        public static final Options ENTITIES = of(Aggregation.SIMPLE);

        public Options {
            Objects.requireNonNull(aggregation, "aggregation");
            ignored = List.copyOf(ignored);
            if (stride.isPresent() && aggregation == Aggregation.NONE) {
                throw Problem.invalid("Bad options", "stride: needs an aggregation_strategy other than none");
            }
            if (stride.orElse(0) < 0) {
                throw Problem.invalid("Bad options", "stride: " + stride.getAsInt() + " is not 0 or more");
            }
        }

        /** With this aggregation, all but {@code O}, longer texts cut. */
        public static Options of(Aggregation aggregation) {
            return new Options(aggregation, List.of("O"), OptionalInt.empty());
        }

        public Options withIgnored(String... labels) {
            return new Options(aggregation, List.of(labels), stride);
        }

        public Options withStride(int tokens) {
            return new Options(aggregation, ignored, OptionalInt.of(tokens));
        }
    }

    private final Opened<aprendiz.transformers.network.TokenClassification> opened;

    private TokenClassification(Opened<aprendiz.transformers.network.TokenClassification> opened) {
        this.opened = opened;
    }

    /**
     * Reads a checkpoint.
     *
     * @throws Problem of kind INVALID that names the file, tensor or field that is wrong
     */
    public static TokenClassification load(Path checkpoint) {
        return new TokenClassification(Opened.load(checkpoint, TokenClassification::head));
    }

    /** Takes tokenizer and labels of a checkpoint, and computes with an export of it, which it owns from now on. */
    public static TokenClassification load(Path checkpoint, Engine engine) {
        return new TokenClassification(Opened.with(checkpoint, TokenClassification::head, engine));
    }

    private static aprendiz.transformers.network.TokenClassification head(ModelConfig config) {
        return Opened.head(
                config,
                aprendiz.transformers.network.TokenClassification.class,
                Task.TOKEN_CLASSIFICATION,
                "ForTokenClassification");
    }

    /** The entities of a text, in their order. */
    public List<Entity> classify(String text) {
        return classify(List.of(text), Options.ENTITIES).getFirst();
    }

    /**
     * The entities of each text, in their order.
     *
     * @throws Problem of kind INVALID if the stride leaves a window nothing new, or too many windows are needed
     */
    public List<List<Entity>> classify(List<String> texts, Options options) {
        List<Encoding> windows = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (String text : texts) {
            windows.addAll(windows(text, options.stride()));
            ends.add(windows.size());
            opened.allow(windows, Cut.to(maxLength()), ends.size());
        }
        float[][][] logits = opened.tokenAnswers(windows);
        List<List<Entity>> answers = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < texts.size(); i++) {
            Entities entities =
                    new Entities(labels(), opened.tokenizer().vocabulary(), options.aggregation(), texts.get(i));
            List<Entity> found = new ArrayList<>();
            int first = at;
            for (; at < ends.get(i); at++) {
                found.addAll(entities.of(windows.get(at), logits[at]));
            }
            found.removeIf(entity -> options.ignored().contains(entity.label()));
            answers.add(at - first > 1 ? Entities.merged(found) : List.copyOf(found));
        }
        return answers;
    }

    /**
     * The likeliest label of each word of each sentence, by its first token. Long sentences are looked at in windows; a word
     * without a token gets the first label.
     *
     * @param sentences cut into words
     */
    public List<List<String>> labels(List<List<String>> sentences) {
        List<Encoding> windows = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (List<String> words : sentences) {
            windows.addAll(opened.tokenizer().windows(Text.words(words), Cut.to(maxLength())));
            ends.add(windows.size());
        }
        float[][][] logits = opened.tokenAnswers(windows);
        List<List<String>> answers = new ArrayList<>();
        int window = 0;
        for (int i = 0; i < sentences.size(); i++) {
            List<String> found =
                    new ArrayList<>(Collections.nCopies(sentences.get(i).size(), labels().getFirst()));
            int next = 0;
            for (; window < ends.get(i); window++) {
                Encoding encoding = windows.get(window);
                for (int at = 0; at < encoding.size(); at++) {
                    if (!encoding.isSpecial(at) && encoding.word(at) >= next) {
                        next = encoding.word(at) + 1;
                        found.set(encoding.word(at), labels().get(best(logits[window][at])));
                    }
                }
            }
            answers.add(found);
        }
        return answers;
    }

    private static int best(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    private List<Encoding> windows(String text, OptionalInt stride) {
        Cut cut = new Cut(maxLength(), Cut.From.LONGEST_FIRST, stride.orElse(0));
        return stride.isPresent()
                ? opened.tokenizer().windows(Text.of(text), cut)
                : List.of(opened.tokenizer().encode(Text.of(text), cut));
    }

    /** The labels, in the order of the logits. */
    public List<String> labels() {
        return opened.head().labels();
    }

    @Override
    public Task task() {
        return Task.TOKEN_CLASSIFICATION;
    }

    @Override
    public int maxLength() {
        return opened.maxLength();
    }

    @Override
    public Tokenizer tokenizer() {
        return opened.tokenizer();
    }

    @Override
    public Engine engine() {
        return opened.engine();
    }

    @Override
    public TokenClassification on(Engine engine) {
        return new TokenClassification(opened.on(engine));
    }

    @Override
    public void close() {
        opened.close();
    }
}
