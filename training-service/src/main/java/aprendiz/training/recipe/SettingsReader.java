package aprendiz.training.recipe;

import aprendiz.model.Problem;
import aprendiz.transformers.network.Lora;
import aprendiz.transformers.training.Method;
import aprendiz.transformers.training.Method.Curve;
import aprendiz.transformers.training.TrainingSettings;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads and writes the {@code settings} of a recipe. */
final class SettingsReader {

    private SettingsReader() {}

    /** How a network is trained, and how labels count. */
    record Read(TrainingSettings settings, Weighing weighing) {}

    static Read read(Fields fields, long seed, Goal goal, Usual usual) {
        int frozen = fields.whole("frozen_layers", -1, -1, 1000);
        Method method = method(fields);
        boolean learnsOtherwise = method.gradual() || method.adapters().isPresent();
        if (frozen >= 0 && learnsOtherwise) {
            fields.complain(
                    fields.at("frozen_layers"),
                    "must be -1 with gradual_unfreezing or lora, which freeze by themselves");
        }
        TrainingSettings settings = new TrainingSettings(
                fields.whole("epochs", usual.epochs(), 1, 1000),
                fields.whole("batch_size", 16, 1, 1024),
                fields.whole("max_length", 128, 8, 4096),
                fields.number("learning_rate", usual.learningRate(), 0, false, 1),
                fields.number("head_learning_rate", 1e-3, 0, false, 1),
                fields.number("weight_decay", 0.01, 0, true, 1),
                fields.number("warmup_ratio", 0.1, 0, true, 1),
                fields.number("max_grad_norm", 1, 0, false, 1000),
                learnsOtherwise ? -1 : frozen,
                fields.whole("evaluations_per_epoch", 2, 1, 100),
                seed,
                method);
        Weighing weighing = weighing(fields, goal);
        fields.end();
        return new Read(settings, weighing);
    }

    private static Method method(Fields fields) {
        int pieces = fields.whole("pieces", 1, 1, 1024);
        Curve curve = fields.choice("schedule", "linear", "cosine") == 1 ? Curve.COSINE : Curve.LINEAR;
        double decay = fields.number("layer_decay", 1, 0, false, 1);
        boolean gradual = fields.flag("gradual_unfreezing");
        boolean recomputed = fields.flag("recomputed");
        int patience = fields.whole("early_stopping", 0, 0, 1000);
        Optional<Lora> lora = lora(fields);
        if (gradual && lora.isPresent()) {
            fields.complain(
                    fields.at("gradual_unfreezing"), "cannot go with lora, which leaves the layers frozen for good");
        }
        return new Method(
                pieces, curve, decay, gradual && lora.isEmpty(), lora, recomputed, Method.USUAL.precision(), patience);
    }

    private static Optional<Lora> lora(Fields settings) {
        boolean wanted = settings.has("lora");
        Fields fields = settings.object("lora");
        if (!wanted) {
            return Optional.empty();
        }
        int rank = fields.whole("rank", 8, 1, 1024);
        double alpha = fields.number("alpha", 2.0 * rank, 0, false, 10_000);
        double dropout = fields.number("dropout", 0, 0, true, 0.99);
        List<String> targets = fields.texts("targets");
        boolean stabilized = fields.flag("rank_stabilized");
        fields.end();
        try {
            return Optional.of(new Lora(rank, alpha, dropout, targets, stabilized));
        } catch (Problem problem) {
            settings.complain(settings.at("lora"), problem.getMessage());
            return Optional.empty();
        }
    }

    private static Weighing weighing(Fields fields, Goal goal) {
        return switch (goal) {
            case TEXT_CLASSIFICATION, TOKEN_CLASSIFICATION ->
                new Weighing(
                        fields.choice("class_weights", "none", "balanced") == 1,
                        fields.number("label_smoothing", 0, 0, true, 0.99));
            case MULTI_LABEL, REGRESSION, QUESTION_ANSWERING, FILL_MASK, EMBEDDINGS -> Weighing.ALIKE;
        };
    }

    /** Writes what {@link #read} reads back to an equal one. */
    static void write(TrainingSettings settings, Weighing weighing, ObjectNode node) {
        Method method = settings.method();
        node.put("epochs", settings.epochs())
                .put("batch_size", settings.batchSize())
                .put("max_length", settings.maxLength())
                .put("learning_rate", settings.learningRate())
                .put("head_learning_rate", settings.headLearningRate())
                .put("weight_decay", settings.weightDecay())
                .put("warmup_ratio", settings.warmupRatio())
                .put("max_grad_norm", settings.maxGradNorm())
                .put("frozen_layers", settings.frozenLayers())
                .put("evaluations_per_epoch", settings.evaluationsPerEpoch())
                .put("early_stopping", method.patience())
                .put("schedule", method.curve().name().toLowerCase(Locale.ROOT))
                .put("pieces", method.pieces())
                .put("layer_decay", method.layerDecay())
                .put("gradual_unfreezing", method.gradual())
                .put("recomputed", method.recomputed());
        method.adapters().ifPresent(lora -> {
            ObjectNode adapters = node.putObject("lora")
                    .put("rank", lora.rank())
                    .put("alpha", lora.alpha())
                    .put("dropout", lora.dropout())
                    .put("rank_stabilized", lora.rankStabilized());
            ArrayNode targets = adapters.putArray("targets");
            lora.targets().forEach(targets::add);
        });
        if (!weighing.equals(Weighing.ALIKE)) {
            node.put("class_weights", weighing.balanced() ? "balanced" : "none")
                    .put("label_smoothing", weighing.smoothing());
        }
    }
}
