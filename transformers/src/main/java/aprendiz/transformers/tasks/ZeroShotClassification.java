package aprendiz.transformers.tasks;

import aprendiz.model.Problem;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.text.Cut;
import aprendiz.transformers.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which of any labels fits a text, by a network that tells whether a text entails a hypothesis (Yin, Hay and Roth 2019).
 * A text that is too long beside its hypothesis is cut; a hypothesis never is.
 */
public final class ZeroShotClassification implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ZeroShotClassification.class.getName());

    private static final String BLANK = "{}";

    /**
     * What is asked for.
     *
     * @param hypothesisTemplate the hypothesis, with {@code {}} in the label's place
     * @param multiLabel true if each label may fit by itself; else their scores add up to 1
     */
    public record Options(String hypothesisTemplate, boolean multiLabel) {

        public static final Options DEFAULT = new Options("This example is {}.", false);

        public Options {
            int at = hypothesisTemplate.indexOf(BLANK);
            if (at < 0 || hypothesisTemplate.indexOf(BLANK, at + 1) >= 0) {
                throw Problem.invalid(
                        "Bad options",
                        "hypothesis_template: " + Problem.quoted(hypothesisTemplate)
                                + " must have {} once, where the label goes");
            }
        }

        public Options withHypothesisTemplate(String template) {
            return new Options(template, multiLabel);
        }

        public Options withMultiLabel(boolean each) {
            return new Options(hypothesisTemplate, each);
        }
    }

    private final Opened<SequenceClassification> opened;
    private final int entailment;
    private final int contradiction;

    ZeroShotClassification(Opened<SequenceClassification> opened) {
        this.opened = opened;
        List<String> labels = opened.head().labels();
        int last = labels.size() - 1;
        entailment = entailment(labels).orElse(last);
        contradiction = entailment == 0 ? last : 0;
    }

    /**
     * Reads a checkpoint. Where none of its labels begins with "entail", the last is taken for it, and a warning is logged.
     *
     * @throws Problem of kind INVALID that names the file, tensor or field that is wrong
     */
    public static ZeroShotClassification load(Path checkpoint) {
        return warned(checkpoint, Opened.load(checkpoint, TextClassification::head));
    }

    /** Takes tokenizer and labels of a checkpoint, and computes with an export of it, which it owns from now on. */
    public static ZeroShotClassification load(Path checkpoint, Engine engine) {
        return warned(checkpoint, Opened.with(checkpoint, TextClassification::head, engine));
    }

    private static ZeroShotClassification warned(Path checkpoint, Opened<SequenceClassification> opened) {
        List<String> labels = opened.head().labels();
        if (entailment(labels).isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: no label begins with \"entail\"; {1} is taken for it",
                    checkpoint,
                    Problem.quoted(labels.getLast()));
        }
        return new ZeroShotClassification(opened);
    }

    /** Which of the labels means that a text entails a hypothesis. */
    static Optional<Integer> entailment(List<String> labels) {
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).toLowerCase(Locale.ROOT).startsWith("entail")) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** The labels of a text, best first. */
    public List<LabelScore> classify(String text, String... labels) {
        return classify(List.of(text), List.of(labels), Options.DEFAULT).getFirst();
    }

    /**
     * The labels of each text, best first.
     *
     * @throws Problem of kind INVALID if there is no label, a text is empty, or a hypothesis leaves no room for a text
     */
    public List<List<LabelScore>> classify(List<String> texts, List<String> labels, Options options) {
        if (labels.isEmpty()) {
            throw Problem.invalid("No labels", "candidate_labels must have one label or more");
        }
        List<Text> pairs = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).isEmpty()) {
                throw Problem.invalid("Empty text", "texts[" + i + "] is empty");
            }
            for (String label : labels) {
                pairs.add(Text.pair(texts.get(i), options.hypothesisTemplate().replace(BLANK, label)));
            }
        }
        Cut cut = new Cut(opened.maxLength(), Cut.From.ONLY_FIRST, 0);
        float[][] logits = TextClassification.logits(opened, pairs, cut);
        List<List<LabelScore>> answers = new ArrayList<>();
        for (int at = 0; at < logits.length; at += labels.size()) {
            float[][] some = Arrays.copyOfRange(logits, at, at + labels.size());
            answers.add(LabelScore.ranked(labels, scores(some, options.multiLabel()), labels.size()));
        }
        return answers;
    }

    /** Of one text, by label. */
    private float[] scores(float[][] logits, boolean multiLabel) {
        float[] scores = new float[logits.length];
        if (multiLabel || logits.length == 1) {
            for (int i = 0; i < scores.length; i++) {
                scores[i] = Scores.softmax(new float[] {logits[i][contradiction], logits[i][entailment]})[1];
            }
            return scores;
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = logits[i][entailment];
        }
        return Scores.softmax(scores);
    }

    /** Closes what {@link TextClassification#zeroShot} shares with it too. */
    @Override
    public void close() {
        opened.close();
    }
}
