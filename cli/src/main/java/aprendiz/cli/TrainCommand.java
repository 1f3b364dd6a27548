package aprendiz.cli;

import aprendiz.model.Problem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits a training job. */
@Command(
        name = "train",
        description = "Submit a training job from a recipe (YAML or JSON).",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    @Mixin
    private Shown shown;

    @Mixin
    private Addresses addresses;

    @Parameters(paramLabel = "RECIPE")
    private Path recipe;

    @Option(names = "--wait", description = "show progress until the job ends")
    private boolean wait;

    @Option(
            names = "--gate",
            paramLabel = "EXPR",
            description = "one more condition for the alias, e.g. 'macro-f1>=0.80'; may be repeated")
    private List<String> gates = List.of();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "repeats with the same key answer with the job that the first one made")
    private String key;

    @Option(names = "--dry-run", description = "check recipe and data, show the plan, start nothing")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode wish = read(recipe);
        if (!gates.isEmpty() && wish instanceof ObjectNode object) {
            ArrayNode all = object.withArray("gate");
            gates.forEach(all::add);
        }
        Map<String, String> headers = key == null ? Map.of() : Map.of("Idempotency-Key", key);
        Service training = addresses.training();
        JsonNode answer = Service.json(training.post("/v1/jobs" + (dryRun ? "?dryRun=true" : ""), wish, headers));
        if (dryRun) {
            shown.json(answer);
            return Aprendiz.DONE;
        }
        if (!wait) {
            if (shown.json) {
                shown.json(answer);
            } else {
                shown.line(
                        "job %s is %s",
                        answer.path("id").asText(), answer.path("state").asText());
                shown.line(
                        "follow it with: ./aprendiz job show %s",
                        answer.path("id").asText());
            }
            return Aprendiz.DONE;
        }
        return new Follow(training, shown).untilTheEnd(answer.path("id").asText());
    }

    static JsonNode read(Path recipe) throws IOException {
        if (!Files.isRegularFile(recipe)) {
            throw Problem.invalid("No such recipe", "'" + recipe + "' is not a file");
        }
        try {
            JsonNode node = new YAMLMapper(new YAMLFactory()).readTree(Files.readString(recipe));
            if (!node.isObject()) {
                throw Problem.invalid("Not a recipe", recipe + ": a recipe is a map of fields");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw Problem.invalid(
                    "Not a recipe", recipe + ":" + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
        }
    }
}
