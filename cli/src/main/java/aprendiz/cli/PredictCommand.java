package aprendiz.cli;

import aprendiz.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks a model. */
@Command(
        name = "predict",
        description = "Ask a served model which label fits each text.",
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {

    @Mixin
    private Shown shown;

    @Mixin
    private Addresses addresses;

    @Parameters(index = "0", paramLabel = "MODEL[@REVISION]", description = "without a revision, the alias champion")
    private Reference model;

    @Parameters(index = "1..*", paramLabel = "TEXT", arity = "1..*")
    private List<String> texts;

    @Override
    public Integer call() {
        HttpResponse<String> response = ask(addresses.inference(), model, texts);
        JsonNode answers = Service.json(response);
        if (shown.json) {
            shown.json(answers);
            return Aprendiz.DONE;
        }
        for (int i = 0; i < texts.size(); i++) {
            JsonNode best = best(answers.path(i));
            shown.line(
                    "%-12s %.3f  %s",
                    best.path("label").asText(), best.path("score").asDouble(), texts.get(i));
        }
        shown.line(
                "answered by %s",
                response.headers()
                        .firstValue("X-Aprendiz-Version")
                        .orElse(model.name().toString()));
        return Aprendiz.DONE;
    }

    static HttpResponse<String> ask(Service inference, Reference model, List<String> texts) {
        ObjectNode question = Json.MAPPER.createObjectNode();
        texts.forEach(question.putArray("inputs")::add);
        String revision = model.revision() == null
                ? ""
                : "?revision=" + URLEncoder.encode(model.revision(), StandardCharsets.UTF_8);
        return inference.post("/models/" + model.name() + revision, question, Map.of());
    }

    /** The highest score of one text's answer, be it a list or a single pair. */
    static JsonNode best(JsonNode answer) {
        JsonNode best = answer.isArray() ? answer.path(0) : answer;
        for (JsonNode one : answer) {
            if (one.path("score").asDouble() > best.path("score").asDouble()) {
                best = one;
            }
        }
        return best;
    }
}
