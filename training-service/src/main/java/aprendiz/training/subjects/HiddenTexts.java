package aprendiz.training.subjects;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.training.data.Parted;
import aprendiz.training.data.Parts;
import aprendiz.training.data.PlainText;
import aprendiz.training.evaluation.Detail;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Baseline;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.MaskedLm;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.training.Measurement;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.Start;
import aprendiz.transformers.training.Training;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.TrainingSettings;
import aprendiz.transformers.training.objective.Example.Plain;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.HiddenWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Texts in which words are hidden: 15 % of the tokens, the same ones each time that something is measured. */
record HiddenTexts(Parted<PlainText> parts, long seed) implements Subject {

    private static final double HIDDEN = 0.15;

    @Override
    public SequencedMap<String, Parts.Size> sizes() {
        return parts.sizes(one -> List.of(), PlainText::text);
    }

    @Override
    public List<String> warnings() {
        return parts.warnings(PlainText::text);
    }

    @Override
    public Head head() {
        return new MaskedLm();
    }

    /** A base that knows hidden words already goes on with its own head. */
    @Override
    public Outcome train(Trainer.Order order, TrainingListener listener) {
        boolean goesOn = order.start() == Start.PRETRAINED && knowsHiddenWords(order.base());
        Trainer.Order same = goesOn
                ? new Trainer.Order(order.base(), Start.CONTINUED, order.settings(), order.state(), order.checkpoint())
                : order;
        return Learning.run(
                same,
                objective(order.base()),
                examples -> blocks(examples, parts.train()),
                examples -> blocks(examples, parts.validation()),
                listener);
    }

    /** What hides words of a checkpoint's tokenizer. */
    static HiddenWords objective(Path base) {
        try (Tokenizer tokenizer = Tokenizer.load(base, Integer.MAX_VALUE)) {
            return new Examples(tokenizer).hidden(HIDDEN);
        }
    }

    private static boolean knowsHiddenWords(Path base) {
        try {
            return Head.of(new Checkpoint(base).config()) instanceof MaskedLm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A part's texts in blocks as long as may be. */
    static List<Plain> blocks(Examples examples, List<PlainText> part) {
        return part.stream()
                .flatMap(one -> examples.blocks(one.text()).stream())
                .toList();
    }

    @Override
    public Subject choosing() {
        return new HiddenTexts(parts.choosing(), seed);
    }

    @Override
    public Scored measured(Path checkpoint) {
        TrainingSettings settings = new TrainingSettings(1, 1, 8192, 0, 0, 0, 0, 1, -1, 1, seed);
        Training<Plain> training = new Training<>(checkpoint, objective(checkpoint), Start.CONTINUED, settings);
        try (Tokenizer tokenizer = training.tokenizer()) {
            Measurement measured = training.measure(blocks(new Examples(tokenizer), parts.test()));
            SortedMap<String, Double> metrics = new TreeMap<>();
            metrics.put("loss", measured.loss());
            metrics.put("perplexity", Math.exp(measured.loss()));
            metrics.put("accuracy", measured.accuracy());
            return Scored.of(metrics, new Detail.None(), Map.of(), parts.test().size(), seed);
        }
    }

    /** The base, where it knows hidden words. */
    @Override
    public SequencedMap<Baseline, Scored> baselines(Path base) {
        SequencedMap<Baseline, Scored> baselines = new LinkedHashMap<>();
        if (knowsHiddenWords(base)) {
            baselines.put(Baseline.BASE, measured(base));
        }
        return baselines;
    }

    @Override
    public String does() {
        return "Fills in hidden words";
    }
}
