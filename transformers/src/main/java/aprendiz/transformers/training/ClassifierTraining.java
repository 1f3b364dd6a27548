package aprendiz.transformers.training;

import aprendiz.model.Problem;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.training.objective.Example.Labelled;
import aprendiz.transformers.training.objective.OneLabel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Fine-tunes a base checkpoint into a text classifier: {@link Training} for texts with one label each. */
public final class ClassifierTraining {

    private final Training<Labelled> training;

    /**
     * Reads the base's config.
     *
     * @param labels in the order of the logits
     * @throws Problem of kind INVALID if the base is none that can be trained, or settings and base do not fit
     */
    public ClassifierTraining(Path base, List<String> labels, Start start, TrainingSettings settings) {
        training = new Training<>(base, new OneLabel(labels), start, settings);
    }

    /** @param betweenSaves how long at most the training goes without saving its state */
    ClassifierTraining(Path base, List<String> labels, Start start, TrainingSettings settings, Duration betweenSaves) {
        training = new Training<>(base, new OneLabel(labels), start, settings, betweenSaves);
    }

    /** As {@link Training#run}. */
    public Outcome run(
            List<LabelledText> train,
            List<LabelledText> validation,
            Path state,
            Path checkpoint,
            TrainingListener listener) {
        try (Tokenizer tokenizer = training.tokenizer()) {
            return training.run(cut(tokenizer, train), cut(tokenizer, validation), state, checkpoint, listener);
        }
    }

    private static List<Labelled> cut(Tokenizer tokenizer, List<LabelledText> texts) {
        List<Tokens> tokens =
                tokenizer.encode(texts.stream().map(LabelledText::text).toList());
        return IntStream.range(0, texts.size())
                .mapToObj(i -> new Labelled(tokens.get(i), texts.get(i).label()))
                .toList();
    }
}
