package aprendiz.cli;

import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.Parent;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.registry.client.RegistryClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The main job on the sample data, from base model to live answers. */
@Command(
        name = "demo",
        description = "Start the platform, fine-tune a model on the sample reviews, and serve it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final ModelName DATA = ModelName.of("samples/hotel-rooms");
    private static final List<String> QUESTIONS = List.of(
            "Slept like a stone, and somebody had left a handwritten note and warm towels.",
            "Decent enough mattress, tired carpet; it did for one night, no more and no less.",
            "There was somebody else's hair in the bath and nobody came when we called.");

    @Mixin
    private Shown shown;

    @Mixin
    private Addresses addresses;

    @Override
    public Integer call() throws Exception {
        shown.line("1. The platform");
        int up = Home.platform("up", null);
        if (up != 0) {
            return up;
        }
        shown.line("2. An existing model");
        JsonNode wish = Json.MAPPER.createObjectNode().put("source", "minilm").put("name", ImportCommand.MINILM);
        Version base = Json.MAPPER.treeToValue(addresses.training().post("/v1/imports", wish), Version.class);
        shown.line("  %s, imported", base.label());

        shown.line("3. Data of one's own");
        Path samples = Home.root().resolve("samples/hotel-rooms");
        Version data = Staging.publishData(
                addresses.registry(), DATA, List.of(samples.resolve("rooms.en.csv"), samples.resolve("rooms.es.csv")));
        shown.line("  %s, reviews of hotel rooms in English and Spanish", data.label());

        shown.line("4. Transfer learning: which rating from 1 to 5 does a review give?");
        JsonNode job = addresses.training().post("/v1/jobs", TrainCommand.read(samples.resolve("recipe.yaml")));
        int trained = new Follow(addresses.training(), shown)
                .untilTheEnd(job.path("id").asText());
        if (trained != Aprendiz.DONE) {
            return trained;
        }
        JsonNode done = addresses.training().get("/v1/jobs/" + job.path("id").asText());
        ModelName model = ModelName.of(done.path("model").asText());
        lineage(model, done.path("version").asText());
        ask(model);
        UpCommand.addresses(shown, addresses);
        shown.line("Try: ./aprendiz predict %s \"your own words\"", model);
        shown.line("Next, with your own data: README.md. The platform goes on running; ./aprendiz down stops it.");
        return Aprendiz.DONE;
    }

    private void lineage(ModelName model, String version) {
        RegistryClient registry = addresses.registry();
        Version made = registry.version(RepositoryType.MODEL, model, version);
        shown.line("");
        shown.line("5. Where it came from");
        shown.line("  %s  %s", made.label(), made.kind());
        for (Parent parent : made.parents()) {
            shown.line(
                    "   +-- %s %s@%d  %s",
                    parent.relation(),
                    parent.name(),
                    parent.version(),
                    parent.digest().hex().substring(0, 12));
        }
    }

    private void ask(ModelName model) {
        shown.line("");
        shown.line("6. Served as %s, over REST", model);
        HttpResponse<String> answer = PredictCommand.ask(addresses.inference(), new Reference(model, null), QUESTIONS);
        JsonNode answers = Service.json(answer);
        for (int i = 0; i < QUESTIONS.size(); i++) {
            JsonNode best = AnswerText.best(answers.path(i));
            shown.line(
                    "  rating %s (%.2f)  %s",
                    best.path("label").asText(), best.path("score").asDouble(), QUESTIONS.get(i));
        }
    }
}
