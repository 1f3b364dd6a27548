package aprendiz.training.recipe;

import aprendiz.model.Json;
import aprendiz.model.Task;
import aprendiz.transformers.training.TrainingSettings;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A smaller student learns what a teacher answers, and the true labels.
 *
 * @param teacher a text classifier; the student takes some of its layers, its embeddings and its head to begin with
 * @param layers which layers of the teacher, from 0; empty to take {@code depth} of them, evenly
 * @param depth how many layers the student gets
 * @param temperature T of the soft targets
 * @param alpha how much the teacher counts against the true label, from 0 to 1
 */
public record DistillationRecipe(
        Reference teacher,
        List<Integer> layers,
        int depth,
        double temperature,
        double alpha,
        DataSource data,
        TrainingSettings settings,
        List<Gate> gate,
        Publishing publish)
        implements TrainingRecipe {

    public DistillationRecipe {
        layers = List.copyOf(layers);
        gate = List.copyOf(gate);
    }

    @Override
    public Technique technique() {
        return Technique.DISTILLATION;
    }

    @Override
    public Goal goal() {
        return Goal.TEXT_CLASSIFICATION;
    }

    @Override
    public Task task() {
        return goal().task();
    }

    @Override
    public Weighing weighing() {
        return Weighing.ALIKE;
    }

    @Override
    public long seed() {
        return settings.seed();
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("technique", technique().toString())
                .put("task", goal().toString())
                .put("teacher", teacher.toString());
        ObjectNode student = json.putObject("student");
        if (layers.isEmpty()) {
            student.put("layers", depth);
        } else {
            ArrayNode chosen = student.putArray("layers");
            layers.forEach(chosen::add);
        }
        student.put("temperature", temperature).put("alpha", alpha);
        DataReader.write(data, goal(), json.putObject("data"));
        SettingsReader.write(settings, weighing(), json.putObject("settings"));
        Recipe.writeEnd(this, json);
        return json;
    }
}
