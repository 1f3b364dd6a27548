package aprendiz.training.run;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.registry.client.RegistryClient;
import aprendiz.training.evaluation.Burden;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Baseline;
import aprendiz.training.recipe.Build;
import aprendiz.training.recipe.DistillationRecipe;
import aprendiz.training.recipe.Pinned;
import aprendiz.training.subjects.Faculty;
import aprendiz.training.subjects.Taught;
import aprendiz.training.subjects.TaughtSubjects;
import aprendiz.training.subjects.Trainer;
import aprendiz.transformers.export.Export;
import aprendiz.transformers.export.Variant;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.MaskedLm;
import aprendiz.transformers.tasks.GoldenAnswers;
import aprendiz.transformers.training.Start;
import aprendiz.transformers.training.Student;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;

/**
 * Distillation, from the teachers' answers to the sealed version: a student of some of the first teacher's layers learns what
 * the teachers say and what is true, then once more what is true alone; all are measured on the part that no training saw,
 * and weighed against what they cost.
 */
final class DistillationRun {

    /** Texts of the test part on which exports are compared with their original. */
    private static final int COMPARED = 100;

    /** The same where each of their tokens is answered with the whole vocabulary. */
    private static final int COMPARED_WORDS = 2;

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
        List<Pinned> pins = assignment.pins().teachers();
        List<Path> teachers = pins.stream().map(inputs::fetch).toList();
        Path data = inputs.fetch(assignment.pins().data());
        Faculty faculty =
                new Faculty(teachers, pins, recipe.teaching(), recipe.settings().maxLength(), folder.answers());
        Taught subject = TaughtSubjects.of(recipe, faculty, data, trainer);
        Path student = student(teachers.getFirst());
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
        baselines.putAll(subject.baselines(teachers.getFirst()));
        baselines.remove(Baseline.BASE);
        baselines.put(Baseline.TEACHER, subject.teachers());
        baselines.put(Baseline.WITHOUT_TEACHER, subject.measured(folder.checkpoint(Phase.WITHOUT_TEACHER)));
        Scored model = subject.measured(version);
        Map<String, Burden> burdens = burdens(teachers, version, subject.texts());

        progress.say(new Progress.Began(Phase.EXPORTING, 0, 0));
        List<String> refused = export(version, subject.texts());
        Report.Extras extras = new Report.Extras(burdens, each(teachers, subject), refused);
        Report report = Report.of(assignment, recipe, subject, model, baselines, trainings, extras);
        AtomicFile.write(folder.report(), Json.pretty(report));
        new Sealing(assignment, recipe, subject, report).seal(version, teachers.getFirst());
        return new Progress.Finished(report.metrics(), report.refusal());
    }

    /** The same bytes each time, so that a killed attempt's training goes on. */
    private Path student(Path teacher) throws IOException {
        Path student = Files.createDirectories(folder.student());
        Build build = recipe.student();
        if (build.inherits()) {
            int deep = new Checkpoint(teacher).config().numHiddenLayers();
            List<Integer> layers = build.layers().isEmpty() ? Student.evenly(deep, build.depth()) : build.layers();
            new Student(teacher, layers, build.layout()).write(student);
        } else {
            Student.writeNew(teacher, build.layout(), build.depth(), build.width(), recipe.seed(), student);
        }
        return student;
    }

    private Map<String, Burden> burdens(List<Path> teachers, Path version, List<String> texts) throws IOException {
        Map<String, Burden> burdens = new LinkedHashMap<>();
        for (int i = 0; i < teachers.size(); i++) {
            String which = teachers.size() == 1
                    ? ""
                    : " " + assignment.pins().teachers().get(i).label();
            burdens.put(Baseline.TEACHER + which, Burden.of(teachers.get(i), texts));
        }
        burdens.put("student", Burden.of(version, texts));
        burdens.put(Baseline.WITHOUT_TEACHER.toString(), Burden.of(folder.checkpoint(Phase.WITHOUT_TEACHER), texts));
        return burdens;
    }

    /** How each teacher does by itself, where there are several. */
    private Map<String, SortedMap<String, Double>> each(List<Path> teachers, Taught subject) {
        Map<String, SortedMap<String, Double>> each = new LinkedHashMap<>();
        for (int i = 0; i < teachers.size() && teachers.size() > 1; i++) {
            each.put(
                    assignment.pins().teachers().get(i).label(),
                    subject.measured(teachers.get(i)).metrics());
        }
        return each;
    }

    /** @return why a form was refused: it would answer too differently */
    private static List<String> export(Path version, List<String> texts) throws IOException {
        List<String> refused = new ArrayList<>();
        Head head = Head.of(new Checkpoint(version).config());
        int compared = head instanceof MaskedLm ? COMPARED_WORDS : COMPARED;
        List<String> some = new ArrayList<>(GoldenAnswers.TEXTS);
        some.addAll(texts.subList(0, Math.min(compared, texts.size())));
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
