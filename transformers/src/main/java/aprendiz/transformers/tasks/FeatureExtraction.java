package aprendiz.transformers.tasks;

import aprendiz.model.Problem;
import aprendiz.model.Task;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.TokenVectors;
import aprendiz.transformers.text.Cut;
import aprendiz.transformers.text.Encoding;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.text.Tokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Vectors of texts: one for each token, as the pipeline of this name gives, or one for the whole text, as
 * sentence-transformers does. Longer texts are cut.
 */
public final class FeatureExtraction implements TextTask {

    private static final double LEAST_NORM = 1e-12;

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
        List<Encoding> encodings = encode(
                texts.stream().map(text -> sentence(prompt + text)).toList(),
                Math.min(maxLength(), modules.maxLength()));
        return switch (opened.engine().scope()) {
            case TEXT -> opened.answers(encodings);
            case TOKEN ->
                Arrays.stream(opened.tokenAnswers(encodings))
                        .map(tokens -> normalized(modules.pooling().of(tokens)))
                        .toArray(float[][]::new);
        };
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
