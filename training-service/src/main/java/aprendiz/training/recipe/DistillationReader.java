package aprendiz.training.recipe;

import aprendiz.model.FileEntry;
import aprendiz.model.Problem.Complaint;
import aprendiz.transformers.training.TrainingSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the recipe of a distillation. */
final class DistillationReader {

    private static final List<Goal> TAUGHT =
            List.of(Goal.TEXT_CLASSIFICATION, Goal.TOKEN_CLASSIFICATION, Goal.QUESTION_ANSWERING, Goal.FILL_MASK);

    private DistillationReader() {}

    static DistillationRecipe read(Fields fields, List<Complaint> complaints) {
        Goal goal = goal(fields);
        List<Reference> teachers = teachers(fields);
        Fields student = fields.object("student");
        Build build = Build.read(student);
        Teaching teaching = Teaching.read(student, goal);
        student.end();
        DataSource data = DataReader.read(fields.object("data"), fields.has("data"), goal);
        String unlabelled = unlabelled(fields, goal, data);
        TrainingSettings settings = settings(fields, goal);
        List<Gate> gate = RecipeReader.gate(fields, goal, data, baselines(goal), usualGate(goal));
        String name = teachers.isEmpty() ? null : teachers.getFirst().name() + "-distilled-" + goal;
        Publishing publish = RecipeReader.publishing(fields.object("publish"), name);
        fields.end();
        return complaints.isEmpty()
                ? new DistillationRecipe(goal, teachers, build, teaching, data, unlabelled, settings, gate, publish)
                : null;
    }

    private static Goal goal(Fields fields) {
        String word = fields.text("task", Goal.TEXT_CLASSIFICATION.toString());
        Goal goal = word == null ? null : Goal.of(word).filter(TAUGHT::contains).orElse(null);
        if (word != null && goal == null) {
            fields.complain("task", "'" + word + "' cannot be distilled; there are " + TAUGHT);
        }
        return goal == null ? Goal.TEXT_CLASSIFICATION : goal;
    }

    private static List<Reference> teachers(Fields fields) {
        List<String> names = fields.texts("teacher");
        List<Reference> teachers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String place = names.size() == 1 ? "teacher" : "teacher[" + i + "]";
            teachers.add(fields.parsed(place, names.get(i), Reference::parse));
        }
        teachers.removeIf(Objects::isNull);
        if (names.isEmpty()) {
            fields.complain(
                    "teacher",
                    "is missing: the model to learn from, namespace/name or namespace/name@revision, or a list");
        } else if (new HashSet<>(teachers).size() < teachers.size()) {
            fields.complain("teacher", "names a model twice");
        }
        return teachers;
    }

    private static String unlabelled(Fields fields, Goal goal, DataSource data) {
        String file = fields.parsed("unlabelled", fields.text("unlabelled", null), FileEntry::checkPath);
        if (file != null && goal == Goal.FILL_MASK) {
            fields.complain("unlabelled", "no text has a label in fill-mask: put it into data.file");
        }
        boolean twice = file != null
                && data != null
                && Stream.of(data.file(), data.validationFile(), data.testFile())
                        .anyMatch(file::equals);
        if (twice) {
            fields.complain("unlabelled", "'" + file + "' is a file of data already");
        }
        return file;
    }

    private static TrainingSettings settings(Fields fields, Goal goal) {
        SettingsReader.Read read = RecipeReader.settings(fields, goal);
        if (read.settings().frozenLayers() >= 0
                || read.settings().method().adapters().isPresent()) {
            fields.complain("settings", "a student learns whole: leave out frozen_layers and lora");
        }
        if (!read.weighing().equals(Weighing.ALIKE)) {
            fields.complain(
                    "settings", "labels count alike beside a teacher: leave out class_weights and label_smoothing");
        }
        return read.settings();
    }

    private static List<Baseline> baselines(Goal goal) {
        List<Baseline> baselines = new ArrayList<>(List.of(Baseline.TEACHER, Baseline.WITHOUT_TEACHER));
        goal.baselines(false).stream().filter(one -> one != Baseline.BASE).forEach(baselines::add);
        return baselines;
    }

    private static String usualGate(Goal goal) {
        return switch (goal) {
            case TOKEN_CLASSIFICATION, QUESTION_ANSWERING -> "f1 > without-teacher";
            case FILL_MASK -> "perplexity < without-teacher";
            case TEXT_CLASSIFICATION, MULTI_LABEL, REGRESSION, EMBEDDINGS -> goal.usualGate(true);
        };
    }
}
