package aprendiz.transformers.tasks;

import aprendiz.model.Problem;
import aprendiz.model.Task;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.TokenVectors;
import aprendiz.transformers.text.Cut;
import aprendiz.transformers.text.Encoding;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.text.Tokens;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Vectors of texts: one for each token, as the pipeline of this name gives, or one for the whole text, as
 * sentence-transformers does. Longer texts are cut.
 */
public final class FeatureExtraction implements TextTask {

    private static final double LEAST_NORM = 1e-12;

    /** What is done with a text that has more tokens than the model takes. */
    public enum TooLong {
        CUT_END,
        CUT_START,
        REFUSE
    }

    private final Opened<TokenVectors> opened;
    private final SentenceModules modules;

    private FeatureExtraction(Opened<TokenVectors> opened, SentenceModules modules) {
        this.opened = opened;
        this.modules = modules;
    }

    /**
     * Reads a checkpoint, whatever its head.
     *
     * @throws Problem of kind INVALID that names the file, tensor or field that is wrong
     */
    public static FeatureExtraction load(Path checkpoint) {
        SentenceModules modules = SentenceModules.read(checkpoint);
        return new FeatureExtraction(Opened.load(checkpoint, config -> new TokenVectors()), modules);
    }

    /**
     * Takes tokenizer and pooling of a checkpoint, and computes with an export of it, which it owns from now on: one that
     * answers with a vector for each token, or with the vector of the text.
     */
    public static FeatureExtraction load(Path checkpoint, Engine engine) {
        try {
            SentenceModules modules = SentenceModules.read(checkpoint);
            return new FeatureExtraction(Opened.with(checkpoint, config -> new TokenVectors(), engine), modules);
        } catch (RuntimeException | Error e) {
            engine.close();
            throw e;
        }
    }

    /** One vector for each token, special ones included: {@code [texts][tokens of that text][hidden]}. */
    public float[][][] tokenVectors(List<String> texts) {
        return opened.tokenAnswers(encode(texts, maxLength()));
    }

    /** One vector for each text: {@code [texts][width]}. */
    public float[][] embed(List<String> texts) {
        return embedAfter(modules.usualPrompt(), texts);
    }

    /**
     * One vector for each text, with a prompt before it: {@code [texts][width]}.
     *
     * @param promptName its name in config_sentence_transformers.json
     * @throws Problem of kind INVALID if there is none of that name
     */
    public float[][] embed(List<String> texts, String promptName) {
        return embedAfter(modules.prompt(promptName), texts);
    }

    private float[][] embedAfter(String prompt, List<String> texts) {
        List<Encoding> encodings =
                encode(texts.stream().map(text -> sentence(prompt + text)).toList(), sentenceLength());
        return embedTokens(encodings.stream().map(Encoding::tokens).toList());
    }

    /** One vector for each text that was cut into tokens before: {@code [texts][width]}. */
    public float[][] embedTokens(List<Tokens> texts) {
        return switch (opened.engine().scope()) {
            case TEXT -> opened.engine().answers(texts);
            case TOKEN ->
                Arrays.stream(opened.engine().tokenAnswers(texts))
                        .map(this::pooled)
                        .toArray(float[][]::new);
        };
    }

    /** The vector of a text, of those of its tokens: {@code [tokens][hidden]}. */
    public float[] pooled(float[][] tokens) {
        return normalized(modules.pooling().of(tokens));
    }

    /**
     * The tokens of a text as they are embedded.
     *
     * @param promptName the prompt that is put before it; the model's usual one if missing
     * @throws Problem of kind INVALID if there is no such prompt, or the text is too long and was not to be cut
     */
    public Tokens tokens(String text, Optional<String> promptName, TooLong tooLong) {
        String prompt = promptName.map(modules::prompt).orElseGet(modules::usualPrompt);
        Cut cut = Cut.to(sentenceLength());
        Text whole = Text.of(sentence(prompt + text));
        return switch (tooLong) {
            case CUT_END -> opened.tokenizer().encode(whole, cut).tokens();
            case CUT_START -> end(opened.tokenizer().windows(whole, cut));
            case REFUSE -> {
                List<Encoding> windows = opened.tokenizer().windows(whole, cut);
                if (windows.size() > 1) {
                    throw Problem.invalid(
                            "Too long",
                            "the text has more than the " + sentenceLength()
                                    + " tokens that the model takes; shorten it, or let it be cut");
                }
                yield windows.getFirst().tokens();
            }
        };
    }

    /** The last window, filled up from those before it. */
    private static Tokens end(List<Encoding> windows) {
        Encoding first = windows.getFirst();
        long[] ids = first.ids();
        long[] all = windows.stream().flatMapToLong(FeatureExtraction::words).toArray();
        int from = all.length;
        for (int at = ids.length - 1; at >= 0; at--) {
            if (!first.isSpecial(at)) {
                ids[at] = all[--from];
            }
        }
        return new Tokens(ids, first.types());
    }

    private static LongStream words(Encoding window) {
        return IntStream.range(0, window.size())
                .filter(at -> !window.isSpecial(at))
                .mapToLong(window::id);
    }

    /** How many numbers the vector of a token has. */
    public int width() {
        return opened.config().hiddenSize();
    }

    /** True if the vectors of texts have the length 1. */
    public boolean normalizes() {
        return modules.normalized();
    }

    /** How the vectors of tokens become one, in sentence-transformers' words: {@code mean}. */
    public String pooling() {
        return modules.pooling().words();
    }

    /** How many tokens a text is embedded by at most. */
    public int sentenceLength() {
        return Math.min(maxLength(), modules.maxLength());
    }

    private String sentence(String text) {
        return modules.lowerCase() ? text.toLowerCase(Locale.ROOT) : text;
    }

    private List<Encoding> encode(List<String> texts, int length) {
        return opened.tokenizer().encodings(texts.stream().map(Text::of).toList(), Cut.to(length));
    }

    private float[] normalized(float[] vector) {
        if (!modules.normalized()) {
            return vector;
        }
        double norm = Math.max(Math.sqrt(SentenceSimilarity.dot(vector, vector)), LEAST_NORM);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / norm);
        }
        return vector;
    }

    /** Tells by the same vectors how alike texts are. */
    public SentenceSimilarity similarity() {
        return new SentenceSimilarity(this);
    }

    @Override
    public Task task() {
        return Task.FEATURE_EXTRACTION;
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
    public FeatureExtraction on(Engine engine) {
        return new FeatureExtraction(opened.on(engine), modules);
    }

    @Override
    public void close() {
        opened.close();
    }
}
