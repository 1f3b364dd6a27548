package aprendiz.training.recipe;

import aprendiz.model.Json;
import aprendiz.model.Task;
import aprendiz.transformers.training.TrainingSettings;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A smaller student learns what teachers answer, and the truth.
 *
 * @param teachers whose mean answer counts; the student takes some of the first one's layers, its embeddings and its head to
 *     begin with
 * @param student how it is built
 * @param teaching what counts how much
 * @param unlabelled a file of the data set with more to learn from, of which only the teachers' answers are known; or null
 */
public record DistillationRecipe(
        Goal goal,
        List<Reference> teachers,
        Build student,
        Teaching teaching,
        DataSource data,
        String unlabelled,
        TrainingSettings settings,
        List<Gate> gate,
        Publishing publish)
        implements TrainingRecipe {

    public DistillationRecipe {
        teachers = List.copyOf(teachers);
        gate = List.copyOf(gate);
    }

    @Override
    public Technique technique() {
        return Technique.DISTILLATION;
    }

    @Override
    public Task task() {
        return goal.task();
    }

    @Override
    public Weighing weighing() {
        return Weighing.ALIKE;
    }

    @Override
    public long seed() {
        return settings.seed();
    }

    /** Where a teacher stands in the recipe. */
    public String place(int teacher) {
        return teachers.size() == 1 ? "teacher" : "teacher[" + teacher + "]";
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("technique", technique().toString())
                .put("task", goal.toString());
        if (teachers.size() == 1) {
            json.put("teacher", teachers.getFirst().toString());
        } else {
            ArrayNode all = json.putArray("teacher");
            teachers.forEach(one -> all.add(one.toString()));
        }
        ObjectNode built = json.putObject("student");
        student.write(built);
        teaching.write(built, goal);
        DataReader.write(data, goal, json.putObject("data"));
        if (unlabelled != null) {
            json.put("unlabelled", unlabelled);
        }
        SettingsReader.write(settings, weighing(), json.putObject("settings"));
        Recipe.writeEnd(this, json);
        return json;
    }
}
