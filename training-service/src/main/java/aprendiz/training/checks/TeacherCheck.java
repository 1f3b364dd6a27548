package aprendiz.training.checks;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.training.recipe.Build;
import aprendiz.training.recipe.DistillationRecipe;
import aprendiz.training.recipe.Goal;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.MaskedLm;
import aprendiz.transformers.network.QuestionAnswering;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.network.SequenceClassification.Kind;
import aprendiz.transformers.network.TokenClassification;
import java.util.HashSet;
import java.util.List;

/**
 * Sees whether teachers can teach what a recipe wants.
 *
 * @param teachers in the recipe's order
 */
record TeacherCheck(DistillationRecipe recipe, List<Base> teachers, List<Complaint> complaints) {

    /** @param labels of the data */
    void check(List<String> labels) {
        for (int i = 0; i < teachers.size(); i++) {
            String place = recipe.place(i);
            Base teacher = teachers.get(i);
            if (!teaches(recipe.goal(), teacher.head())) {
                complain(
                        place,
                        "must have a head for " + recipe.goal() + ", and is a "
                                + teacher.config().architectures());
            } else if (!teacher.config().labels().containsAll(labels)) {
                complain(
                        place, "answers with " + teacher.config().labels() + ", and the data has the labels " + labels);
            } else if (i > 0) {
                compare(place, teacher, teachers.getFirst());
            }
        }
        checkStudent(teachers.getFirst());
    }

    private static boolean teaches(Goal goal, Head head) {
        return switch (goal) {
            case TEXT_CLASSIFICATION -> head instanceof SequenceClassification one && one.kind() == Kind.SINGLE_LABEL;
            case TOKEN_CLASSIFICATION -> head instanceof TokenClassification;
            case QUESTION_ANSWERING -> head instanceof QuestionAnswering;
            case FILL_MASK -> head instanceof MaskedLm;
            case MULTI_LABEL, REGRESSION, EMBEDDINGS -> false;
        };
    }

    /** Several answer together only if they speak of the same things. */
    private void compare(String place, Base teacher, Base first) {
        List<String> labels = teacher.config().labels();
        if (!new HashSet<>(labels).equals(new HashSet<>(first.config().labels()))) {
            complain(
                    place,
                    "answers with " + labels + ", and teacher[0] with "
                            + first.config().labels());
        }
        if (recipe.goal() == Goal.TEXT_CLASSIFICATION) {
            return;
        }
        if (!teacher.tokenizer().equals(first.tokenizer())
                || teacher.config().vocabSize() != first.config().vocabSize()) {
            complain(place, "cuts texts otherwise than teacher[0]: its tokenizer is another");
        }
        int longest = teacher.config().maxPositionEmbeddings();
        if (recipe.settings().maxLength() > longest) {
            complain(
                    "settings.max_length",
                    "must be at most " + longest + ", the longest input of " + place + ", and is "
                            + recipe.settings().maxLength());
        }
    }

    private void checkStudent(Base teacher) {
        Build build = recipe.student();
        int layers = teacher.config().numHiddenLayers();
        int deepest =
                build.layers().isEmpty() ? build.depth() - 1 : build.layers().getLast();
        if (build.inherits() && deepest >= layers) {
            complain("student.layers", "must be of the teacher's " + layers + " layers, which count from 0");
            return;
        }
        try {
            teacher.student(build);
        } catch (Problem problem) {
            complaints.addAll(problem.complaints());
        }
    }

    private void complain(String place, String message) {
        complaints.add(new Complaint(place, message));
    }
}
