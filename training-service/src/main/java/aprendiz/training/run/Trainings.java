package aprendiz.training.run;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.training.subjects.Subject;
import aprendiz.training.subjects.Trainer;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.Start;
import aprendiz.transformers.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The trainings of a job. One that an earlier attempt ended is not done again. */
record Trainings(JobFolder folder, ProgressLog progress) {

    /**
     * Trains to the end of a phase.
     *
     * @param left how many trainings of the same length follow in this job
     */
    Training run(Phase phase, int left, Subject subject, Path base, Start start, TrainingSettings settings)
            throws IOException {
        Path outcomeFile = folder.outcome(phase);
        Path checkpoint = folder.checkpoint(phase);
        if (Files.exists(outcomeFile) && Files.isDirectory(checkpoint)) {
            return Json.read(outcomeFile, Training.class);
        }
        Files.createDirectories(folder.state(phase));
        Files.createDirectories(checkpoint.getParent());
        Telling telling = new Telling(progress, phase, left);
        Outcome outcome =
                subject.train(new Trainer.Order(base, start, settings, folder.state(phase), checkpoint), telling);
        Training training = new Training(
                outcome.steps(),
                outcome.bestStep(),
                outcome.validationLoss(),
                telling.seconds(),
                telling.resumedAt(),
                outcome.tensors(),
                List.copyOf(progress.evaluations(phase).values()));
        AtomicFile.write(outcomeFile, Json.pretty(training));
        return training;
    }
}
