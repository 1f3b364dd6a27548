package aprendiz.training.run;

import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.tasks.TextClassification.Function;
import aprendiz.transformers.training.ClassifierTraining;
import aprendiz.transformers.training.LabelledText;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Trains the real thing. */
final class BertTrainer implements Trainer {

    private static final int BATCH = 32;

    @Override
    public Outcome train(
            Order order, List<LabelledText> train, List<LabelledText> validation, TrainingListener listener) {
        return new ClassifierTraining(order.base(), order.labels(), order.start(), order.settings())
                .run(train, validation, order.state(), order.checkpoint(), listener);
    }

    @Override
    public float[][] probabilities(Path checkpoint, List<String> texts) {
        List<float[]> rows = new ArrayList<>();
        try (TextClassification classifier = TextClassification.load(checkpoint)) {
            for (int from = 0; from < texts.size(); from += BATCH) {
                List<String> batch = texts.subList(from, Math.min(from + BATCH, texts.size()));
                rows.addAll(List.of(classifier.scores(batch, Function.SOFTMAX)));
            }
        }
        return rows.toArray(float[][]::new);
    }
}
