package aprendiz.training.run;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.registry.client.RegistryClient;
import aprendiz.training.data.Parts;
import aprendiz.training.data.Splitting;
import aprendiz.training.evaluation.Burden;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Baseline;
import aprendiz.training.recipe.DistillationRecipe;
import aprendiz.training.subjects.TaughtTexts;
import aprendiz.training.subjects.TeacherAnswers;
import aprendiz.training.subjects.Trainer;
import aprendiz.transformers.export.Export;
import aprendiz.transformers.export.Variant;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.tasks.GoldenAnswers;
import aprendiz.transformers.training.LabelledText;
import aprendiz.transformers.training.Start;
import aprendiz.transformers.training.Student;
import aprendiz.transformers.training.objective.TaughtLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Distillation, from the teacher's answers to the sealed version: a student of some of the teacher's layers learns what the
 * teacher says and what is true, then once more what is true alone; all three are measured on the part that no training
 * saw, and weighed against what they cost.
 */
final class DistillationRun {

    /** Texts of the test part on which exports are compared with their original. */
    private static final int COMPARED = 100;

    private final JobFolder folder;
    private final Trainer trainer;
    private final ProgressLog progress;
    private final Assignment assignment;
    private final DistillationRecipe recipe;

    DistillationRun(
            JobFolder folder, Trainer trainer, ProgressLog progress, Assignment assignment, DistillationRecipe recipe) {
        this.folder = folder;
        this.trainer = trainer;
        this.progress = progress;
        this.assignment = assignment;
        this.recipe = recipe;
    }

    Progress.Finished run() throws IOException {
        progress.say(new Progress.Began(Phase.PREPARING, 0, 0));
        Inputs inputs = new Inputs(RegistryClient.at(assignment.registry()), assignment.cache(), assignment.patience());
        Path teacher = inputs.fetch(assignment.pins().base());
        Path data = inputs.fetch(assignment.pins().data());
        List<String> labels = new Checkpoint(teacher).config().labels();
        Parts parts = Splitting.read(recipe.data(), recipe.seed(), data).under(labels);
        TaughtTexts subject = new TaughtTexts(
                parts,
                new TaughtLabel(labels, recipe.temperature(), recipe.alpha()),
                new TeacherAnswers(teacher, assignment.pins().base().digest(), assignment.cache()),
                trainer,
                recipe.seed());
        Path student = student(teacher);
        progress.say(new Progress.Began(Phase.ASKING_TEACHER, 0, 0));
        subject.ask();

        Trainings all = new Trainings(folder, progress);
        SequencedMap<Phase, Training> trainings = new LinkedHashMap<>();
        trainings.put(
                Phase.DISTILLING, all.run(Phase.DISTILLING, 1, subject, student, Start.CONTINUED, recipe.settings()));
        trainings.put(
                Phase.WITHOUT_TEACHER,
                all.run(Phase.WITHOUT_TEACHER, 0, subject.untaught(), student, Start.CONTINUED, recipe.settings()));

        progress.say(new Progress.Began(Phase.EVALUATING, 0, 0));
        Path version = folder.version(recipe.technique());
        EnumMap<Baseline, Scored> baselines = new EnumMap<>(Baseline.class);
        baselines.putAll(subject.baselines(teacher));
        baselines.put(Baseline.TEACHER, subject.measured(teacher));
        baselines.put(Baseline.WITHOUT_TEACHER, subject.measured(folder.checkpoint(Phase.WITHOUT_TEACHER)));
        Scored model = subject.measured(version);
        List<String> texts = parts.test().stream().map(LabelledText::text).toList();
        Map<String, Burden> burdens = new LinkedHashMap<>();
        burdens.put("teacher", Burden.of(teacher, texts));
        burdens.put("student", Burden.of(version, texts));

        progress.say(new Progress.Began(Phase.EXPORTING, 0, 0));
        List<String> refused = export(version, texts);
        Report report = Report.of(
                assignment, recipe, subject, model, baselines, trainings, new Report.Extras(burdens, refused));
        AtomicFile.write(folder.report(), Json.pretty(report));
        new Sealing(assignment, recipe, subject, report).seal(version, teacher);
        return new Progress.Finished(report.metrics(), report.refusal());
    }

    /** The same bytes each time, so that a killed attempt's training goes on. */
    private Path student(Path teacher) throws IOException {
        Path student = folder.path().resolve("state").resolve("student");
        int deep = new Checkpoint(teacher).config().numHiddenLayers();
        List<Integer> layers = recipe.layers().isEmpty() ? Student.evenly(deep, recipe.depth()) : recipe.layers();
        Files.createDirectories(student);
        new Student(teacher, layers).write(student);
        return student;
    }

    /** @return why a form was refused: it would answer too differently */
    private static List<String> export(Path version, List<String> texts) throws IOException {
        List<String> refused = new ArrayList<>();
        List<String> some = new ArrayList<>(GoldenAnswers.TEXTS);
        some.addAll(texts.subList(0, Math.min(COMPARED, texts.size())));
        Head head = Head.of(new Checkpoint(version).config());
        for (Variant variant : List.of(Variant.ONNX, Variant.ONNX_INT8)) {
            try {
                Export.write(version, head, variant, some, variant.bound());
            } catch (Problem problem) {
                if (problem.kind() != Problem.Kind.REFUSED) {
                    throw problem;
                }
                refused.add("no " + variant.path() + ": " + problem.getMessage());
            }
        }
        return refused;
    }
}
