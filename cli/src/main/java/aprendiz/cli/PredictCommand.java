package aprendiz.cli;

import aprendiz.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a model, whatever its task. */
@Command(
        name = "predict",
        description = {
            "Ask a served model: labels, entities, words for a [MASK], answers, vectors, by what it was made for.",
            "  predict acme/rating \"Slept like a stone.\"",
            "  predict acme/answers \"Where is it?\" --context \"It is in the drawer.\"",
            "  predict acme/nli \"A room with a view.\" --label hotel --label music",
            "  predict acme/vectors \"a bed\" \"a sofa\" --compare-to \"a couch\""
        },
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

    @Option(names = "--context", paramLabel = "TEXT", description = "where to look for the answers to questions")
    private String context;

    @Option(names = "--label", paramLabel = "LABEL", description = "a label to try that the model was not taught")
    private List<String> labels = List.of();

    @Option(names = "--compare-to", paramLabel = "TEXT", description = "tell how alike each text is to this one")
    private String source;

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description = "a parameter of the task: top_k=3, aggregation_strategy=none")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Override
    public Integer call() {
        HttpResponse<String> response = ask(addresses.inference(), model, question());
        JsonNode answers = Service.json(response);
        if (shown.json) {
            shown.json(answers);
            return Aprendiz.DONE;
        }
        for (int i = 0; i < texts.size(); i++) {
            AnswerText.lines(answers.path(i), texts.get(i)).forEach(line -> shown.line("%s", line));
        }
        shown.line(
                "answered by %s",
                response.headers()
                        .firstValue("X-Aprendiz-Version")
                        .orElse(model.name().toString()));
        return Aprendiz.DONE;
    }

    private ObjectNode question() {
        ObjectNode question = Json.MAPPER.createObjectNode();
        if (source != null) {
            ObjectNode inputs = question.putObject("inputs").put("source_sentence", source);
            texts.forEach(inputs.putArray("sentences")::add);
        } else if (context != null) {
            ArrayNode inputs = question.putArray("inputs");
            texts.forEach(text -> inputs.addObject().put("question", text).put("context", context));
        } else {
            texts.forEach(question.putArray("inputs")::add);
        }
        if (!parameters.isEmpty() || !labels.isEmpty()) {
            ObjectNode all = question.putObject("parameters");
            parameters.forEach((name, value) -> all.set(name, value(value)));
            if (!labels.isEmpty()) {
                labels.forEach(all.putArray("candidate_labels")::add);
            }
        }
        return question;
    }

    /** Numbers, truths and lists as they are; anything else is a text. */
    private static JsonNode value(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            return TextNode.valueOf(text);
        }
    }

    static HttpResponse<String> ask(Service inference, Reference model, List<String> texts) {
        ObjectNode question = Json.MAPPER.createObjectNode();
        texts.forEach(question.putArray("inputs")::add);
        return ask(inference, model, question);
    }

    private static HttpResponse<String> ask(Service inference, Reference model, ObjectNode question) {
        String revision = model.revision() == null
                ? ""
                : "?revision=" + URLEncoder.encode(model.revision(), StandardCharsets.UTF_8);
        return inference.post("/models/" + model.name() + revision, question, Map.of());
    }
}
