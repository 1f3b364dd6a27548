package aprendiz.inference.huggingface;

import aprendiz.inference.asking.Classify;
import aprendiz.inference.asking.ZeroShot;
import aprendiz.inference.protocol.Fields;
import aprendiz.transformers.tasks.LabelScore;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.tasks.ZeroShotClassification;
import aprendiz.transformers.text.Text;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads what asks which labels fit. Answers are {@code [{label, score}, ...]}, the best first. */
final class Labels {

    private static final Set<String> PARAMETERS = Set.of("top_k", "function_to_apply");
    private static final Set<String> PAIR = Set.of("text", "text_pair");
    private static final List<String> FUNCTIONS = List.of("default", "sigmoid", "softmax", "none");
    private static final Set<String> ZERO_SHOT_PARAMETERS =
            Set.of("candidate_labels", "hypothesis_template", "multi_label");

    private Labels() {}

    /** A list for each text, also where there is only one: that is what the clients read. */
    static Pipeline<List<LabelScore>> read(Fields request) {
        Fields parameters = request.object("parameters").only(PARAMETERS);
        Inputs<Text> inputs = Inputs.read(request, Labels::text);
        TextClassification.Options options =
                new TextClassification.Options(parameters.whole("top_k", 1, Integer.MAX_VALUE), function(parameters));
        return new Pipeline<>(new Classify(inputs.list(), options), false, Function.identity());
    }

    private static Text text(String place, JsonNode input) {
        if (!input.isObject()) {
            return Text.of(Fields.text(place, input));
        }
        Fields pair = Fields.of(place, input).only(PAIR);
        return pair.has("text_pair")
                ? Text.pair(pair.text("text"), pair.text("text_pair"))
                : Text.of(pair.text("text"));
    }

    private static TextClassification.Function function(Fields parameters) {
        return switch (parameters.word("function_to_apply", FUNCTIONS)) {
            case "sigmoid" -> TextClassification.Function.SIGMOID;
            case "softmax" -> TextClassification.Function.SOFTMAX;
            case "none" -> TextClassification.Function.NONE;
            case String ignored -> TextClassification.Function.DEFAULT;
        };
    }

    static Pipeline<List<LabelScore>> readZeroShot(Fields request) {
        Fields parameters = request.object("parameters").only(ZERO_SHOT_PARAMETERS);
        Inputs<String> inputs = Inputs.texts(request);
        ZeroShotClassification.Options usual = ZeroShotClassification.Options.DEFAULT;
        ZeroShotClassification.Options options = new ZeroShotClassification.Options(
                parameters.maybeText("hypothesis_template").orElse(usual.hypothesisTemplate()),
                parameters.flag("multi_label", usual.multiLabel()));
        ZeroShot query = new ZeroShot(inputs.list(), candidates(parameters), options);
        return new Pipeline<>(query, inputs.single(), Function.identity());
    }

    /** A list, or one text with commas between the labels. */
    private static List<String> candidates(Fields parameters) {
        if (parameters.value("candidate_labels").isArray()) {
            return parameters.list("candidate_labels");
        }
        return Arrays.stream(parameters.text("candidate_labels").split(","))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .toList();
    }
}
