package aprendiz.training.subjects;

import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.tasks.TextClassification.Function;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.training.LabelledText;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.objective.Classes;
import aprendiz.transformers.training.objective.Example.Labelled;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.OneLabel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Trains the real thing. */
public final class BertTrainer implements Trainer {

    private static final int BATCH = 32;

    @Override
    public Outcome train(
            Order order,
            List<String> labels,
            Classes classes,
            List<LabelledText> train,
            List<LabelledText> validation,
            TrainingListener listener) {
        return Learning.run(
                order,
                new OneLabel(labels, classes),
                examples -> labelled(examples, train),
                examples -> labelled(examples, validation),
                listener);
    }

    private static List<Labelled> labelled(Examples examples, List<LabelledText> part) {
        return part.stream()
                .map(one -> examples.labelled(Text.of(one.text()), one.label()))
                .toList();
    }

    @Override
    public float[][] probabilities(Path checkpoint, List<String> texts) {
        return scores(checkpoint, texts, Function.SOFTMAX);
    }

    /** What a checkpoint says of each text, {@code [texts][labels]}. */
    static float[][] scores(Path checkpoint, List<String> texts, Function function) {
        List<float[]> rows = new ArrayList<>();
        try (TextClassification classifier = TextClassification.load(checkpoint)) {
            for (int from = 0; from < texts.size(); from += BATCH) {
                List<String> batch = texts.subList(from, Math.min(from + BATCH, texts.size()));
                rows.addAll(List.of(classifier.scores(batch, function)));
            }
        }
        return rows.toArray(float[][]::new);
    }
}
