package aprendiz.training.subjects;

import aprendiz.transformers.training.LabelledText;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.Start;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.TrainingSettings;
import aprendiz.transformers.training.objective.Classes;
import java.nio.file.Path;
import java.util.List;

/** What a job trains text classifiers with, and asks them. */
public interface Trainer {

    /**
     * What a training begins with.
     *
     * @param base the checkpoint whose architecture, tokeniser and, unless from scratch, weights it takes
     * @param state where it saves what it needs to go on after a kill
     * @param checkpoint where the best checkpoint is written, whole or not at all
     */
    record Order(Path base, Start start, TrainingSettings settings, Path state, Path checkpoint) {}

    Outcome train(
            Order order,
            List<String> labels,
            Classes classes,
            List<LabelledText> train,
            List<LabelledText> validation,
            TrainingListener listener);

    /** @return one row of probabilities for each text, {@code [texts][labels]} */
    float[][] probabilities(Path checkpoint, List<String> texts);
}
