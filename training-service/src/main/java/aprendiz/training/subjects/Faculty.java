package aprendiz.training.subjects;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Measure;
import aprendiz.training.recipe.Pinned;
import aprendiz.training.recipe.Teaching;
import aprendiz.transformers.training.objective.TaughtLoss;
import aprendiz.transformers.training.objective.TaughtLoss.Match;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The teachers of a job, and how they teach.
 *
 * @param checkpoints of the teachers; the student is made of the first
 * @param pins their versions, in the same order
 * @param maxLength tokens of a text
 * @param answers a folder of the job's own, where what they say is kept
 */
public record Faculty(List<Path> checkpoints, List<Pinned> pins, Teaching teaching, int maxLength, Path answers) {

    public Faculty {
        checkpoints = List.copyOf(checkpoints);
        pins = List.copyOf(pins);
    }

    Path first() {
        return checkpoints.getFirst();
    }

    /** The first one's. */
    public List<String> labels() {
        return config(first()).labels();
    }

    /** Whether the vectors behind the answers count. */
    boolean comparesVectors() {
        return teaching.vectors() > 0;
    }

    /** What a student loses that begins as this checkpoint. */
    TaughtLoss loss(Path student) {
        Optional<Match> match = comparesVectors()
                ? Optional.of(new Match(
                        teaching.vectors(),
                        config(first()).hiddenSize(),
                        config(student).hiddenSize()))
                : Optional.empty();
        return new TaughtLoss(teaching.temperature(), teaching.soft(), teaching.hard(), match);
    }

    /** How the best of them does by itself. */
    Scored best(Subject subject, Measure measure) {
        Comparator<Scored> better =
                Comparator.comparingDouble(one -> one.metrics().get(measure.toString()));
        return checkpoints.stream()
                .map(subject::measured)
                .max(measure.moreIsBetter() ? better : better.reversed())
                .orElseThrow();
    }

    static ModelConfig config(Path checkpoint) {
        try {
            return new Checkpoint(checkpoint).config();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
