package aprendiz.training.subjects;

import aprendiz.training.data.Parts;
import aprendiz.training.data.Unlabelled;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Baseline;
import aprendiz.transformers.network.Head;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/** A subject that teachers have something to say about. But for its training it is what it would be without them. */
public interface Taught extends Subject {

    /** The same without what teachers say. */
    Subject untaught();

    /** What is learned from the teachers alone. */
    Unlabelled<?> unlabelled();

    /** What the test part says. */
    List<String> texts();

    /** Asks the teachers, unless they were asked before. */
    void ask() throws IOException;

    /** How the teachers answer the test part, all together. */
    Scored teachers() throws IOException;

    @Override
    default List<String> labels() {
        return untaught().labels();
    }

    @Override
    default SequencedMap<String, Parts.Size> sizes() {
        SequencedMap<String, Parts.Size> sizes = untaught().sizes();
        if (!unlabelled().items().isEmpty()) {
            sizes.put("unlabelled", unlabelled().size());
        }
        return sizes;
    }

    @Override
    default List<String> warnings() {
        List<String> warnings = new ArrayList<>(untaught().warnings());
        warnings.addAll(unlabelled().warnings(texts()));
        return warnings;
    }

    @Override
    default Head head() {
        return untaught().head();
    }

    @Override
    default Subject choosing() {
        return untaught().choosing();
    }

    @Override
    default Scored measured(Path checkpoint) {
        return untaught().measured(checkpoint);
    }

    @Override
    default SequencedMap<Baseline, Scored> baselines(Path base) {
        return untaught().baselines(base);
    }

    @Override
    default String does() {
        return untaught().does();
    }
}
