package aprendiz.inference.tei;

import aprendiz.inference.asking.Classify;
import aprendiz.inference.protocol.Fields;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.text.Text;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code {"inputs", "raw_scores"}}; an input is a text, or a list of one text or of two that belong together.
 *
 * @param single true if there was one input and no list of them
 */
record PredictRequest(Classify query, boolean single) {

    private static final Set<String> FIELDS =
            Set.of("inputs", "raw_scores", "truncate", "truncation_direction", "model");

    static PredictRequest read(Fields request, int most) {
        request.only(FIELDS);
        Cutting.onlyAtTheEnd(request);
        JsonNode inputs = request.value("inputs");
        boolean many = inputs.isArray() && !inputs.isEmpty() && inputs.get(0).isArray();
        List<Text> texts = new ArrayList<>();
        if (many) {
            Inputs.bound("inputs", inputs.size(), most);
            for (int i = 0; i < inputs.size(); i++) {
                texts.add(text("inputs[" + i + "]", inputs.get(i)));
            }
        } else {
            texts.add(text("inputs", inputs));
        }
        TextClassification.Options options = TextClassification.Options.ALL;
        if (request.flag("raw_scores", false)) {
            options = options.withFunction(TextClassification.Function.NONE);
        }
        return new PredictRequest(new Classify(texts, options), !many);
    }

    private static Text text(String place, JsonNode input) {
        if (!input.isArray()) {
            return Text.of(Fields.text(place, input));
        }
        if (input.isEmpty() || input.size() > 2) {
            throw Fields.invalid(place, "must be one text, or two that belong together; several are [[...], [...]]");
        }
        String first = Fields.text(place + "[0]", input.get(0));
        return input.size() == 1 ? Text.of(first) : Text.pair(first, Fields.text(place + "[1]", input.get(1)));
    }
}
