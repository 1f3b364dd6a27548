package aprendiz.training.subjects;

import aprendiz.training.data.Parts;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Baseline;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;

/** What a task brings to a job: what there is to learn, how it is taught, and how answers are measured. */
public interface Subject {

    /** In the order of the logits; empty where the task has none. */
    default List<String> labels() {
        return List.of();
    }

    /** How large each part is, by its name. */
    SequencedMap<String, Parts.Size> sizes();

    /** What a careful reader should know of the data. */
    List<String> warnings();

    /** What answers. */
    Head head();

    /** Trains, and writes the best checkpoint. */
    Outcome train(Trainer.Order order, TrainingListener listener);

    /** The same but that its test part is the validation part, for who may not look at the test part yet. */
    Subject choosing();

    /** Asks a checkpoint about the test part. */
    Scored measured(Path checkpoint);

    /**
     * The baselines that are cheap: all but the same architecture from scratch.
     *
     * @param base what the model began as
     */
    SequencedMap<Baseline, Scored> baselines(Path base);

    /** What a version does, for its card: {@code Answers a text with one of 3 labels}. */
    String does();
}
