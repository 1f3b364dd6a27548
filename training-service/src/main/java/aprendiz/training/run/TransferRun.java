package aprendiz.training.run;

import aprendiz.learners.Learner;
import aprendiz.learners.MajorityClass;
import aprendiz.learners.MultinomialNaiveBayes;
import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.registry.client.RegistryClient;
import aprendiz.training.data.Parts;
import aprendiz.training.data.Splitting;
import aprendiz.training.recipe.Baseline;
import aprendiz.training.recipe.TransferRecipe;
import aprendiz.transformers.training.LabelledText;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.Start;
import aprendiz.transformers.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;

/**
 * Transfer learning, from the data to the sealed version: fine-tune, train the same architecture from scratch for the
 * same steps, measure both and the simple baselines on the part that no training saw. A phase that an earlier attempt
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
        Inputs inputs =
                new Inputs(new RegistryClient(assignment.registry()), assignment.cache(), assignment.patience());
        Path base = inputs.fetch(assignment.pins().base());
        Path data = inputs.fetch(assignment.pins().data());
        Parts parts = Splitting.read(recipe.data(), recipe.seed(), data);

        EnumMap<Phase, Training> trainings = new EnumMap<>(Phase.class);
        trainings.put(Phase.FINE_TUNING, train(Phase.FINE_TUNING, base, parts));
        trainings.put(Phase.FROM_SCRATCH, train(Phase.FROM_SCRATCH, base, parts));

        progress.say(new Progress.Began(Phase.EVALUATING, 0, 0));
        EnumMap<Baseline, Scored> baselines = new EnumMap<>(Baseline.class);
        baselines.put(Baseline.MAJORITY, answered(new MajorityClass<>(), parts));
        baselines.put(Baseline.FROM_SCRATCH, measured(Phase.FROM_SCRATCH, parts));
        baselines.put(Baseline.BAG_OF_WORDS, answered(new MultinomialNaiveBayes(), parts));
        Scored model = measured(Phase.FINE_TUNING, parts);
        Report report = Report.of(assignment, parts, recipe.gate(), recipe.seed(), model, baselines, trainings);
        AtomicFile.write(folder.report(), Json.pretty(report));
        new Sealing(assignment, recipe, report).seal(folder.version(), base);
        return new Progress.Finished(report.metrics(), report.refusal());
    }

    private Training train(Phase phase, Path base, Parts parts) throws IOException {
        Path outcomeFile = folder.outcome(phase);
        Path checkpoint = folder.checkpoint(phase);
        if (Files.exists(outcomeFile) && Files.isDirectory(checkpoint)) {
            return Json.read(outcomeFile, Training.class);
        }
        Files.createDirectories(folder.state(phase));
        Files.createDirectories(checkpoint.getParent());
        TrainingSettings settings = phase == Phase.FROM_SCRATCH ? nothingFrozen(recipe.settings()) : recipe.settings();
        Start start = phase == Phase.FROM_SCRATCH ? Start.FROM_SCRATCH : Start.PRETRAINED;
        int trainingsLeft = phase == Phase.FINE_TUNING ? 1 : 0;
        Telling telling = new Telling(progress, phase, trainingsLeft);
        Outcome outcome = trainer.train(
                new Trainer.Order(base, parts.labels(), start, settings, folder.state(phase), checkpoint),
                parts.train(),
                parts.validation(),
                telling);
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
                settings.seed());
    }

    private Scored measured(Phase phase, Parts parts) {
        List<String> texts = parts.test().stream().map(LabelledText::text).toList();
        return Scored.of(parts.labels(), parts.test(), trainer.probabilities(folder.checkpoint(phase), texts));
    }

    private static Scored answered(Learner<String> learner, Parts parts) {
        parts.train().forEach(one -> learner.learn(one.text(), parts.labels().get(one.label())));
        List<String> answers = parts.test().stream()
                .map(one -> learner.predict(one.text()).label().orElseThrow())
                .toList();
        return Scored.of(parts.labels(), parts.test(), answers, null);
    }
}
