package aprendiz.training.recipe;

import aprendiz.model.Json;
import aprendiz.model.Task;
import aprendiz.transformers.training.TrainingSettings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A base model gets a new head and is trained on labelled data, whole, behind a frozen prefix, or through adapters.
 *
 * @param base whose weights it begins with
 * @param weighing how labels count
 * @param fromScratch whether the same architecture is trained from random weights too, which takes as long again
 * @param fewShot how it learns of few texts, if it shall learn so
 */
public record TransferRecipe(
        Goal goal,
        Reference base,
        DataSource data,
        TrainingSettings settings,
        Weighing weighing,
        boolean fromScratch,
        Optional<FewShot> fewShot,
        List<Gate> gate,
        Publishing publish)
        implements TrainingRecipe {

    public TransferRecipe {
        gate = List.copyOf(gate);
    }

    @Override
    public Technique technique() {
        return Technique.TRANSFER;
    }

    @Override
    public Task task() {
        return goal.task();
    }

    @Override
    public int lessons(int examples) {
        return fewShot.map(one -> one.lessons() * examples).orElse(examples);
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
                .put("task", goal.toString())
                .put("base", base.toString());
        DataReader.write(data, goal, json.putObject("data"));
        SettingsReader.write(settings, weighing, json.putObject("settings"));
        json.put("from_scratch", fromScratch);
        fewShot.ifPresent(one -> json.putObject("few_shot").put("pairs", one.pairs()));
        Recipe.writeEnd(this, json);
        return json;
    }
}
