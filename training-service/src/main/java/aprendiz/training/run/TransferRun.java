package aprendiz.training.run;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.registry.client.RegistryClient;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Baseline;
import aprendiz.training.recipe.TransferRecipe;
import aprendiz.training.subjects.FewShotTrainer;
import aprendiz.training.subjects.Subject;
import aprendiz.training.subjects.Subjects;
import aprendiz.training.subjects.Trainer;
import aprendiz.transformers.training.Start;
import aprendiz.transformers.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Transfer learning, from the data to the sealed version: fine-tune, train the same architecture from scratch for the
 * same steps unless the recipe leaves that out, measure both and the simple baselines on the part that no training saw. A phase that an earlier attempt
 * ended is not done again.
 */
final class TransferRun {

    private final JobFolder folder;
    private final Trainer trainer;
    private final ProgressLog progress;
    private final Assignment assignment;
    private final TransferRecipe recipe;

    TransferRun(JobFolder folder, Trainer trainer, ProgressLog progress, Assignment assignment, TransferRecipe recipe) {
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
        Subject subject = Subjects.of(recipe.goal(), recipe.data(), recipe.weighing(), recipe.seed(), data, trainer());

        SequencedMap<Phase, Training> trainings = new LinkedHashMap<>();
        Trainings all = new Trainings(folder, progress);
        trainings.put(
                Phase.FINE_TUNING,
                all.run(
                        Phase.FINE_TUNING,
                        recipe.fromScratch() ? 1 : 0,
                        subject,
                        base,
                        Start.PRETRAINED,
                        recipe.settings()));
        if (recipe.fromScratch()) {
            TrainingSettings settings = nothingFrozen(recipe.settings());
            trainings.put(
                    Phase.FROM_SCRATCH, all.run(Phase.FROM_SCRATCH, 0, subject, base, Start.FROM_SCRATCH, settings));
        }

        progress.say(new Progress.Began(Phase.EVALUATING, 0, 0));
        EnumMap<Baseline, Scored> baselines = new EnumMap<>(Baseline.class);
        baselines.putAll(subject.baselines(base));
        if (recipe.fromScratch()) {
            baselines.put(Baseline.FROM_SCRATCH, subject.measured(folder.checkpoint(Phase.FROM_SCRATCH)));
        }
        Scored model = subject.measured(folder.checkpoint(Phase.FINE_TUNING));
        Report report = Report.of(assignment, recipe, subject, model, baselines, trainings, Report.Extras.NONE);
        AtomicFile.write(folder.report(), Json.pretty(report));
        new Sealing(assignment, recipe, subject, report).seal(folder.version(recipe.technique()), base);
        return new Progress.Finished(report.metrics(), report.refusal());
    }

    private Trainer trainer() {
        return recipe.fewShot()
                .<Trainer>map(few -> new FewShotTrainer(few, trainer))
                .orElse(trainer);
    }

    /** A prefix of random weights that never learns would be no fair comparison. */
    private static TrainingSettings nothingFrozen(TrainingSettings settings) {
        return new TrainingSettings(
                settings.epochs(),
                settings.batchSize(),
                settings.maxLength(),
                settings.learningRate(),
                settings.headLearningRate(),
                settings.weightDecay(),
                settings.warmupRatio(),
                settings.maxGradNorm(),
                -1,
                settings.evaluationsPerEpoch(),
                settings.seed(),
                settings.method().forNewWeights());
    }
}
