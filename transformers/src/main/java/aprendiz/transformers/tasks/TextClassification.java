package aprendiz.transformers.tasks;

import aprendiz.model.Problem;
import aprendiz.model.Task;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.text.Cut;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.text.Tokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which of some labels fits a text, or two texts together. Longer texts are cut. */
public final class TextClassification implements TextTask {

    /** What is made of the logits. */
    public enum Function {
        /**
         * None for regression; sigmoid for several labels at once or a single number; else softmax. What the config says
         * decides, by {@code problem_type} and the number of labels.
         */
        DEFAULT,
        SIGMOID,
        SOFTMAX,
        NONE
    }

    /**
     * What is asked for.
     *
     * @param topK so many labels, the best first; at least 1
     * @param function what is made of the logits
     */
    public record Options(int topK, Function function) {

        public static final Options BEST = new Options(1, Function.DEFAULT);
        public static final Options ALL = new Options(Integer.MAX_VALUE, Function.DEFAULT);

        public Options {
            Objects.requireNonNull(function, "function");
            if (topK < 1) {
                throw Problem.invalid("Bad options", "top_k: " + topK + " is not 1 or more");
            }
        }

        public Options withTopK(int labels) {
            return new Options(labels, function);
        }

        public Options withFunction(Function other) {
            return new Options(topK, other);
        }
    }

    private final Opened<SequenceClassification> opened;
    private final Function function;

    private TextClassification(Opened<SequenceClassification> opened) {
        this.opened = opened;
        function = function(opened.config(), opened.head().labels().size());
    }

    /**
     * Reads a checkpoint.
     *
     * @throws Problem of kind INVALID that names the file, tensor or field that is wrong
     */
    public static TextClassification load(Path checkpoint) {
        return new TextClassification(Opened.load(checkpoint, TextClassification::head));
    }

    /** Takes tokenizer and labels of a checkpoint, and computes with an export of it, which it owns from now on. */
    public static TextClassification load(Path checkpoint, Engine engine) {
        return new TextClassification(Opened.with(checkpoint, TextClassification::head, engine));
    }

    static SequenceClassification head(ModelConfig config) {
        return Opened.head(config, SequenceClassification.class, Task.TEXT_CLASSIFICATION, "ForSequenceClassification");
    }

    private static Function function(ModelConfig config, int labels) {
        String type = config.rest().path("problem_type").asText();
        if (type.equals("regression")) {
            return Function.NONE;
        }
        return type.equals("multi_label_classification") || labels == 1 ? Function.SIGMOID : Function.SOFTMAX;
    }

    /** The best label of a text. */
    public LabelScore classify(String text) {
        return classify(List.of(text), Options.BEST).getFirst().getFirst();
    }

    /** The labels of each text, best first. */
    public List<List<LabelScore>> classify(List<String> texts, Options options) {
        return ranked(texts.stream().map(Text::of).toList(), options);
    }

    /** The labels of each pair of texts, best first. An empty second text counts as none. */
    public List<List<LabelScore>> classifyPairs(List<Text.Pair> pairs, Options options) {
        return ranked(
                pairs.stream()
                        .map(pair -> pair.second().isEmpty() ? Text.of(pair.first()) : pair)
                        .toList(),
                options);
    }

    /** The labels of each text or pair, best first. */
    public List<List<LabelScore>> classifyTexts(List<Text> texts, Options options) {
        return ranked(texts, options);
    }

    private List<List<LabelScore>> ranked(List<? extends Text> texts, Options options) {
        return Arrays.stream(logits(opened, texts, Cut.to(maxLength())))
                .map(row -> LabelScore.ranked(labels(), apply(options.function(), row), options.topK()))
                .toList();
    }

    /** The scores of all labels in their order: {@code [texts][labels]}. */
    public float[][] scores(List<String> texts, Function chosen) {
        float[][] rows = logits(texts);
        Arrays.setAll(rows, i -> apply(chosen, rows[i]));
        return rows;
    }

    /** What the network says of all labels in their order: {@code [texts][labels]}. */
    public float[][] logits(List<String> texts) {
        return logits(opened, texts.stream().map(Text::of).toList(), Cut.to(maxLength()));
    }

    static float[][] logits(Opened<SequenceClassification> opened, List<? extends Text> texts, Cut cut) {
        return opened.answers(opened.tokenizer().encodings(texts, cut));
    }

    private float[] apply(Function chosen, float[] logits) {
        return switch (chosen) {
            case DEFAULT -> apply(function, logits);
            case SIGMOID -> Scores.sigmoid(logits);
            case SOFTMAX -> Scores.softmax(logits);
            case NONE -> logits;
        };
    }

    /** The labels, in the order of the logits. */
    public List<String> labels() {
        return opened.head().labels();
    }

    /** The same checkpoint asked about labels that it was not trained on, if it tells entailment from the rest. */
    public Optional<ZeroShotClassification> zeroShot() {
        return ZeroShotClassification.entailment(labels()).isPresent()
                ? Optional.of(new ZeroShotClassification(opened))
                : Optional.empty();
    }

    @Override
    public Task task() {
        return Task.TEXT_CLASSIFICATION;
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
    public TextClassification on(Engine engine) {
        return new TextClassification(opened.on(engine));
    }

    @Override
    public void close() {
        opened.close();
    }
}
