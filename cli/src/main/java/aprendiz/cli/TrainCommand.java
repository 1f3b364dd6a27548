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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Parameters(paramLabel = "RECIPE", arity = "0..1")
    private Path recipe;

    @Option(
            names = "--help-recipe",
            paramLabel = "TECHNIQUE",
            arity = "0..1",
            fallbackValue = "transfer",
            description = "show what a recipe may say, as the training service knows it; with --json its JSON Schema")
    private String technique;

    @Option(names = "--junit", paramLabel = "FILE", description = "with --wait: the gates' verdicts as JUnit XML")
    private Path junit;

    @Option(names = "--markdown", paramLabel = "FILE", description = "with --wait: the report as Markdown")
    private Path markdown;

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

    @Option(
            names = "--priority",
            defaultValue = "0",
            description = "from -100 to 100: higher comes first, then older (${DEFAULT-VALUE})")
    private int priority;

    @Option(
            names = "--dry-run",
            description =
                    "check recipe and data, show the plan with the steps, time and memory expected, start nothing")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Service training = addresses.training();
        if (technique != null) {
            new RecipeHelp(training.get("/v1/techniques/" + technique), shown).show();
            return Aprendiz.DONE;
        }
        if (recipe == null) {
            throw new ParameterException(
                    shown.command.commandLine(),
                    "Missing required parameter: 'RECIPE'; --help-recipe shows what one may say");
        }
        JsonNode wish = read(recipe);
        if (!gates.isEmpty() && wish instanceof ObjectNode object) {
            ObjectNode published = object.path("of").isObject() ? object.withObject("/of") : object;
            ArrayNode all = published.withArray("gate");
            gates.forEach(all::add);
        }
        Map<String, String> headers = key == null ? Map.of() : Map.of("Idempotency-Key", key);
        JsonNode answer = Service.json(training.post("/v1/jobs" + asked(), wish, headers));
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
        String id = answer.path("id").asText();
        int end = new Follow(training, shown).untilTheEnd(id);
        if (junit != null || markdown != null) {
            new Artefacts(training, id).write(junit, markdown);
        }
        return end;
    }

    private String asked() {
        List<String> asked = new ArrayList<>();
        if (priority != 0) {
            asked.add("priority=" + priority);
        }
        if (dryRun) {
            asked.add("dryRun=true");
        }
        return asked.isEmpty() ? "" : "?" + String.join("&", asked);
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
