package aprendiz.training.run;

import aprendiz.transformers.training.LabelledText;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.Start;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.TrainingSettings;
import java.nio.file.Path;
import java.util.List;

/** What a job trains and asks its models with. */
interface Trainer {

    /**
     * What a training begins with.
     *
     * @param base the checkpoint whose architecture, tokeniser and, unless from scratch, weights it takes
     * @param state where it saves what it needs to go on after a kill
     * @param checkpoint where the best checkpoint is written, whole or not at all
     */
    record Order(Path base, List<String> labels, Start start, TrainingSettings settings, Path state, Path checkpoint) {}

    Outcome train(Order order, List<LabelledText> train, List<LabelledText> validation, TrainingListener listener);

    /** @return one row of probabilities for each text, {@code [texts][labels]} */
    float[][] probabilities(Path checkpoint, List<String> texts);
}
