package aprendiz.training.checks;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.model.tensors.TensorInfo;
import aprendiz.transformers.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A base model on disk, as far as a recipe can be checked against it.
 *
 * @param tensors of its weights
 */
record Base(ModelConfig config, Collection<TensorInfo> tensors) {

    /** What a base cannot do without. */
    static final List<String> FILES = List.of(Checkpoint.CONFIG, Checkpoint.WEIGHTS, "tokenizer.json");

    private static final Pattern LAYER = Pattern.compile("(?:^|\\.)layer\\.([0-9]{1,4})\\.");

    /** How many numbers a training learns and how many it leaves alone. */
    record Parameters(long trained, long frozen) {}

    static Base read(Path folder) {
        Checkpoint checkpoint = new Checkpoint(folder);
        try (SafetensorsFile weights = SafetensorsFile.open(checkpoint.file(Checkpoint.WEIGHTS))) {
            return new Base(checkpoint.config(), List.copyOf(weights.tensors().values()));
        } catch (IOException e) {
            throw new Problem(Problem.Kind.INTERNAL, "Unreadable base", "cannot read " + folder, List.of(), e);
        }
    }

    void check(TrainingSettings settings, List<Complaint> complaints) {
        if (settings.maxLength() > config.maxPositionEmbeddings()) {
            complaints.add(new Complaint(
                    "settings.max_length",
                    "must be at most " + config.maxPositionEmbeddings() + ", the longest input of the base, and is "
                            + settings.maxLength()));
        }
        if (settings.frozenLayers() > config.numHiddenLayers()) {
            complaints.add(new Complaint(
                    "settings.frozen_layers",
                    "must be at most " + config.numHiddenLayers() + ", the layers of the base, and is "
                            + settings.frozenLayers()));
        }
    }

    /**
     * Counts the trunk, and a new head of a pooler and a linear layer.
     *
     * @param frozenLayers -1: nothing is frozen; k >= 0: embeddings and the first k encoder layers are
     */
    Parameters parameters(int frozenLayers, int labels) {
        long hidden = config.hiddenSize();
        long trained = hidden * hidden + hidden + hidden * labels + labels;
        long frozen = 0;
        for (TensorInfo tensor : tensors) {
            Matcher layer = LAYER.matcher(tensor.name());
            if (layer.find()) {
                boolean learns = Integer.parseInt(layer.group(1)) >= frozenLayers;
                trained += learns ? tensor.elements() : 0;
                frozen += learns ? 0 : tensor.elements();
            } else if (tensor.name().contains("embeddings.") && !tensor.name().endsWith("position_ids")) {
                trained += frozenLayers < 0 ? tensor.elements() : 0;
                frozen += frozenLayers < 0 ? 0 : tensor.elements();
            }
        }
        return new Parameters(trained, frozen);
    }
}
