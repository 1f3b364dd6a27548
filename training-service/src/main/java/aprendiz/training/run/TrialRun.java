package aprendiz.training.run;

import aprendiz.registry.client.RegistryClient;
import aprendiz.training.recipe.TransferRecipe;
import aprendiz.training.subjects.Subject;
import aprendiz.training.subjects.Subjects;
import aprendiz.training.subjects.Trainer;
import aprendiz.transformers.training.Start;
import java.io.IOException;
import java.nio.file.Path;

/** A trial of a search: fine-tunes, and measures on the part that chooses. Nobody looks at the test part. */
final class TrialRun {

    private final JobFolder folder;
    private final Trainer trainer;
    private final ProgressLog progress;
    private final Assignment assignment;
    private final TransferRecipe recipe;

    TrialRun(JobFolder folder, Trainer trainer, ProgressLog progress, Assignment assignment, TransferRecipe recipe) {
        this.folder = folder;
        this.trainer = trainer;
        this.progress = progress;
        this.assignment = assignment;
        this.recipe = recipe;
    }

    Progress.Finished run() throws IOException {
        progress.say(new Progress.Began(Phase.PREPARING, 0, 0));
        Inputs inputs = new Inputs(RegistryClient.at(assignment.registry()), assignment.cache(), assignment.patience());
        Path base = inputs.fetch(assignment.pins().base());
        Path data = inputs.fetch(assignment.pins().data());
        Subject subject = Subjects.of(recipe.goal(), recipe.data(), recipe.weighing(), recipe.seed(), data, trainer);
        new Trainings(folder, progress).run(Phase.FINE_TUNING, 0, subject, base, Start.PRETRAINED, recipe.settings());
        progress.say(new Progress.Began(Phase.EVALUATING, 0, 0));
        return new Progress.Finished(
                subject.choosing()
                        .measured(folder.checkpoint(Phase.FINE_TUNING))
                        .metrics(),
                null);
    }
}
