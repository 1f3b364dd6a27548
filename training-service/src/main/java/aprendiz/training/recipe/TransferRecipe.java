package aprendiz.training.recipe;

import aprendiz.model.Json;
import aprendiz.model.Task;
import aprendiz.transformers.training.TrainingSettings;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A base model gets a new head and is trained on labelled data, whole or behind a frozen prefix.
 *
 * @param base whose weights it begins with
 */
public record TransferRecipe(
        Task task, Reference base, DataSource data, TrainingSettings settings, List<Gate> gate, Publishing publish)
        implements Recipe {

    public TransferRecipe {
        gate = List.copyOf(gate);
    }

    @Override
    public Technique technique() {
        return Technique.TRANSFER;
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
                .put("task", task.toString())
                .put("base", base.toString());
        writeData(json.putObject("data"));
        json.putObject("settings")
                .put("epochs", settings.epochs())
                .put("batch_size", settings.batchSize())
                .put("max_length", settings.maxLength())
                .put("learning_rate", settings.learningRate())
                .put("head_learning_rate", settings.headLearningRate())
                .put("weight_decay", settings.weightDecay())
                .put("warmup_ratio", settings.warmupRatio())
                .put("max_grad_norm", settings.maxGradNorm())
                .put("frozen_layers", settings.frozenLayers())
                .put("evaluations_per_epoch", settings.evaluationsPerEpoch());
        ArrayNode gates = json.putArray("gate");
        gate.forEach(one -> gates.add(one.toString()));
        json.putObject("publish").put("name", publish.name().toString()).put("alias", publish.alias());
        return json.put("seed", seed());
    }

    private void writeData(ObjectNode node) {
        node.put("dataset", data.dataset().name().toString())
                .put("revision", data.dataset().revision())
                .put("file", data.file());
        ArrayNode columns = node.putArray("text");
        data.text().forEach(columns::add);
        node.put("label", data.label());
        if (!data.bins().isEmpty()) {
            ArrayNode bins = node.putArray("label_bins");
            data.bins().forEach(bins::add);
        }
        if (data.validationFile() == null) {
            node.put("validation", data.validation());
        } else {
            node.put("validation_file", data.validationFile());
        }
        if (data.testFile() == null) {
            node.put("test", data.test());
        } else {
            node.put("test_file", data.testFile());
        }
    }
}
