package aprendiz.training.jobs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import aprendiz.messages.CloudEvent;
import aprendiz.messages.Event;
import aprendiz.model.Json;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.Relation;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasMove;
import aprendiz.model.catalog.Version;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.training.TrainingServiceTest;
import aprendiz.training.recipe.Technique;
import aprendiz.training.subjects.TinyBase;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobsTest extends TrainingServiceTest {

    @Test
    void trainsMeasuresPublishesAndMovesTheAlias() throws IOException {
        String model = newName("good");
        String id = submitted(recipe(model));
        JsonPath job = ended(id);
        assertThat(job.getString("state")).as(job.prettify()).isEqualTo("succeeded");
        assertThat(job.getInt("attempt")).isEqualTo(1);
        assertThat(job.getInt("version")).isEqualTo(1);
        assertThat(job.getBoolean("aliasMoved")).isTrue();
        assertThat(job.getDouble("metrics.accuracy")).isEqualTo(1.0);
        assertThat(job.getDouble("metrics.'from-scratch/accuracy'")).isLessThan(0.5);
        assertThat(job.<Object>get("metrics.'majority/macro-f1'")).isNotNull();

        Version version = registry.version(RepositoryType.MODEL, ModelName.of(model), "champion");
        assertThat(version.parents())
                .extracting(parent -> parent.relation())
                .containsExactly(Relation.FINE_TUNED_FROM, Relation.TRAINED_ON);
        Path checkpoint = registry.fetch(RepositoryType.MODEL, version, temp);
        Manifest manifest = new Checkpoint(checkpoint).verify();
        assertThat(manifest.job()).isEqualTo(id);
        assertThat(manifest.seed()).isEqualTo(42);
        assertThat(manifest.recipe().at("/settings/epochs").asInt()).isEqualTo(3);
        assertThat(Files.readString(checkpoint.resolve("README.md"))).contains("license: apache-2.0", "data/rooms");
        assertThat(folder(id).version(Technique.TRANSFER)).doesNotExist();
        assertThat(folder(id).path().resolve("state")).doesNotExist();
    }

    @Test
    void tellsLossesReportAndLog() {
        String id = submitted(recipe(newName("good")));
        ended(id);
        given().get("/v1/jobs/" + id + "/metrics")
                .then()
                .statusCode(200)
                .body("steps.findAll{it.phase == 'fine-tuning'}.step", contains(1, 2, 3, 4, 5, 6, 7, 8, 9))
                .body("steps.findAll{it.phase == 'from-scratch'}", hasSize(9))
                .body("evaluations.findAll{it.phase == 'fine-tuning'}.step", contains(2, 4, 6, 8))
                .body("evaluations[0].trainingLoss", equalTo(0.5f))
                .body("evaluations[0].validationLoss", equalTo(1.0f));
        given().get("/v1/jobs/" + id + "/report")
                .then()
                .statusCode(200)
                .body("labels", contains("clean", "dirty", "noisy"))
                .body("parts.test.examples", equalTo(12))
                .body("parts.train.perLabel.clean", equalTo(13))
                .body("model.report.accuracyInterval.low", notNullValue())
                .body("model.report.classes", hasSize(3))
                .body("model.confusion.counts", hasSize(3))
                .body("baselines.keySet()", contains("majority", "from-scratch", "bag-of-words", "tf-idf"))
                .body("gains.from-scratch.accuracy.low", notNullValue())
                .body("gains.tf-idf.macro-f1.high", notNullValue())
                .body("metrics.ece", notNullValue())
                .body("intervals.mcc.low", notNullValue())
                .body("intervals.'tf-idf/roc-auc'.low", notNullValue())
                .body("model.calibration.temperature", notNullValue())
                .body("trainings.fine-tuning.evaluations", hasSize(4))
                .body("trainings.fine-tuning.tensors.made", contains("b"))
                .body("gate[0].passed", equalTo(true));
        given().get("/v1/jobs/" + id + "/logs")
                .then()
                .statusCode(200)
                .body(containsString("fine-tuning, step 2: training loss 0.5000"));
        given().get("/v1/jobs?limit=1").then().statusCode(200).body("", hasSize(1));
    }

    @Test
    void aGateKeepsTheAliasFromAVersion() {
        String model = newName("good");
        ended(submitted(recipe(model)));
        String id = submitted(recipe(model).replace("from-scratch", "bag-of-words"));
        JsonPath job = ended(id);
        assertThat(job.getString("state")).isEqualTo("refused");
        assertThat(job.getString("error")).contains("accuracy > bag-of-words: measured 1.0000");
        assertThat(job.getInt("version")).isEqualTo(2);
        assertThat(registry.repository(RepositoryType.MODEL, ModelName.of(model))
                        .aliases())
                .containsEntry("champion", 1);
        given().get("/v1/jobs/" + id + "/report").then().statusCode(200).body("gate[0].passed", equalTo(false));
    }

    @Test
    void movesTheAliasWhenSomebodyMovesItMeanwhile() throws Exception {
        String model = newName("good");
        tellRegistry("race");
        assertThat(ended(submitted(recipe(model))).getString("state")).isEqualTo("succeeded");
        assertThat(registry.aliasHistory(ModelName.of(model), "champion"))
                .extracting(AliasMove::by)
                .containsExactly("job " + latest(), "somebody else");
    }

    private static String latest() {
        return given().get("/v1/jobs?limit=1").jsonPath().getString("[0].id");
    }

    @Test
    void refusesEverythingThatIsWrongWithARecipeAtOnce() {
        submit(recipe(newName("x")).replace("epochs: 3", "epochs: 0, epoch: 1"))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("about:blank"))
                .body("title", equalTo("Bad recipe"))
                .body("violations.field", containsInAnyOrder("settings.epochs", "settings.epoch"));
    }

    @Test
    void refusesEverythingThatTheRegistryAndTheDataLackAtOnce() {
        submit(recipe(newName("x"))
                        .replace("base: test/tiny", "base: test/tiny@9")
                        .replace("label: label", "label: stars"))
                .statusCode(400)
                .body("violations.field", contains("base", "data.label"))
                .body("violations[1].message", containsString("it has text, label"));
        submit(recipe(newName("x")).replace("file: rooms.csv", "file: hotels.csv"))
                .statusCode(400)
                .body("violations[0].field", equalTo("data.file"))
                .body("violations[0].message", containsString("it has rooms.csv"));
        submit(recipe(newName("x")).replace("dataset: data/rooms", "dataset: data/none"))
                .statusCode(400)
                .body("violations.field", contains("data.dataset"));
        submit(recipe(newName("x")).replace("max_length: 32", "max_length: 65, frozen_layers: 3"))
                .statusCode(400)
                .body("violations.field", contains("settings.max_length", "settings.frozen_layers"));
    }

    @Test
    void refusesBrokenDataWithItsLine() throws IOException {
        publish("small.csv", "text,label\n" + rows("a", 5) + "x,b\n");
        submit(recipe(newName("x")).replace("data/rooms, file: rooms.csv", "data/small, file: small.csv"))
                .statusCode(400)
                .body("violations[0].message", containsString("'b' (1)"));
        publish("holes.csv", "text,label\n" + rows("a", 5) + ",b\n");
        submit(recipe(newName("x")).replace("data/rooms, file: rooms.csv", "data/holes, file: holes.csv"))
                .statusCode(400)
                .body("violations[0].field", equalTo("holes.csv:7"));
    }

    @Test
    void saysWhatIsNoRecipe() {
        submit("technique: [").statusCode(400).body("violations[0].field", equalTo("line 1"));
        given().contentType("application/json")
                .body("{")
                .post("/v1/jobs")
                .then()
                .statusCode(400);
        given().contentType("application/yaml")
                .body(new byte[] {(byte) 0xff})
                .post("/v1/jobs")
                .then()
                .statusCode(400)
                .body("detail", containsString("UTF-8"));
        given().contentType("text/csv")
                .body("a,b")
                .post("/v1/jobs")
                .then()
                .statusCode(415)
                .body("detail", containsString("application/yaml"));
        given().get("/v1/jobs/none").then().statusCode(404).body("title", equalTo("No such job"));
        given().get("/v1/jobs?limit=0").then().statusCode(400);
        given().get("/v1/nothing").then().statusCode(404);
    }

    @Test
    void aDryRunAnswersThePlanAndStartsNothing() {
        int before = given().get("/v1/jobs?limit=1000").jsonPath().getList("").size();
        given().contentType("application/yaml")
                .body(recipe(newName("x"))
                        .replace("max_length: 32", "max_length: 32, frozen_layers: 1")
                        .getBytes(StandardCharsets.UTF_8))
                .post("/v1/jobs?dryRun=true")
                .then()
                .statusCode(200)
                .body("labels", contains("clean", "dirty", "noisy"))
                .body("parts.train.examples", equalTo(39))
                .body("stepsPerEpoch", equalTo(3))
                .body("steps", equalTo(9))
                .body("frozenParameters", equalTo(312 + 172))
                .body("trainedParameters", equalTo(172 + 20 + 15))
                .body("pins.base.version", equalTo(1))
                .body("expected.memory", greaterThan(100 << 20))
                .body("expected.seconds", greaterThan(0f))
                .body("expected.says", containsString("measured once on this machine"))
                .body("recipe.settings.batch_size", equalTo(16));
        assertThat(given().get("/v1/jobs?limit=1000").jsonPath().getList("")).hasSize(before);
    }

    @Test
    void comparesJobsSideBySide() {
        String one = submitted(recipe(newName("good")));
        String other = submitted(recipe(newName("good")).replace("epochs: 3", "epochs: 2"));
        ended(one);
        ended(other);
        given().get("/v1/jobs/compare?ids=" + one + "," + other)
                .then()
                .statusCode(200)
                .body("jobs.id", contains(one, other))
                .body("jobs[0].seconds", notNullValue())
                .body("jobs[0].best.step", equalTo(8))
                .body("jobs[1].best.validationLoss", equalTo(2f / 6))
                .body("recipe.field", contains("settings.epochs", "publish.name"))
                .body("recipe[0].values", contains(3, 2))
                .body("metrics.find{it.metric == 'accuracy'}.figures.value", contains(1f, 1f))
                .body("metrics.find{it.metric == 'accuracy'}.figures[0].low", notNullValue());
        given().get("/v1/jobs/compare?ids=" + one).then().statusCode(400);
        given().get("/v1/jobs/compare?ids=" + one + ",none").then().statusCode(404);
    }

    @Test
    void takesABaseWithAVocabularyOrShardsAndSaysInWhichFilesWeightsMayLie() throws IOException {
        Path folder = TinyBase.write(temp.resolve("torch"), "BertModel", List.of(), 2);
        Files.delete(folder.resolve("tokenizer.json"));
        String name = newName("words-only");
        registry.publish(RepositoryType.MODEL, ModelName.of(name), folder, "", name);
        dryRun(recipe(newName("x")).replace("test/tiny", name)).statusCode(200);
        shard(folder);
        String sharded = newName("sharded");
        registry.publish(RepositoryType.MODEL, ModelName.of(sharded), folder, "", sharded);
        dryRun(recipe(newName("x")).replace("test/tiny", sharded)).statusCode(200);
        Files.delete(folder.resolve("model.safetensors.index.json"));
        String bare = newName("bare");
        registry.publish(RepositoryType.MODEL, ModelName.of(bare), folder, "", bare);
        dryRun(recipe(newName("x")).replace("test/tiny", bare))
                .statusCode(400)
                .body(
                        "violations[0].message",
                        containsString("no model.safetensors or model.safetensors.index.json or"));
    }

    /** One shard, and an index that names it. */
    private static void shard(Path folder) throws IOException {
        String shard = "model-00001-of-00001.safetensors";
        ObjectNode index = Json.MAPPER.createObjectNode();
        ObjectNode map = index.putObject("weight_map");
        try (SafetensorsFile weights = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            weights.tensors().keySet().forEach(name -> map.put(name, shard));
        }
        Files.move(folder.resolve("model.safetensors"), folder.resolve(shard));
        Files.write(folder.resolve("model.safetensors.index.json"), Json.pretty(index));
    }

    private static ValidatableResponse dryRun(String recipe) {
        return given().contentType("application/yaml")
                .body(recipe.getBytes(StandardCharsets.UTF_8))
                .post("/v1/jobs?dryRun=true")
                .then();
    }

    @Test
    void aRepeatedKeyAnswersTheSameJob() {
        String recipe = recipe(newName("good"));
        String key = newName("key");
        String id = given().contentType("application/yaml")
                .header("Idempotency-Key", key)
                .body(recipe.getBytes(StandardCharsets.UTF_8))
                .post("/v1/jobs")
                .then()
                .statusCode(201)
                .header("Location", containsString("/v1/jobs/"))
                .extract()
                .path("id");
        given().contentType("application/yaml")
                .header("Idempotency-Key", key)
                .body(recipe.getBytes(StandardCharsets.UTF_8))
                .post("/v1/jobs")
                .then()
                .statusCode(200)
                .body("id", equalTo(id));
        given().contentType("application/yaml")
                .header("Idempotency-Key", key)
                .body(recipe.replace("epochs: 3", "epochs: 2").getBytes(StandardCharsets.UTF_8))
                .post("/v1/jobs")
                .then()
                .statusCode(409);
    }

    @Test
    void aFullQueueSaysSo() {
        String first = submitted(recipe(newName("waiting")));
        untilStep(first, 1);
        List<String> waiting = new ArrayList<>();
        IntStream.range(0, 4).forEach(i -> waiting.add(submitted(recipe(newName("good")))));
        submit(recipe(newName("good")))
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("detail", containsString("4 jobs wait"));
        waiting.forEach(id -> given().post("/v1/jobs/" + id + "/cancel").then().statusCode(200));
        given().post("/v1/jobs/" + first + "/cancel").then().statusCode(200);
        waiting.forEach(id -> assertThat(job(id).getString("state")).isEqualTo("cancelled"));
    }

    @Test
    void aRegistryThatIsAwayIsNoFaultOfTheRecipe() throws Exception {
        tellRegistry("away");
        try {
            submit(recipe(newName("good")))
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("title", equalTo("Registry away"));
        } finally {
            tellRegistry("back");
        }
    }

    @Test
    void replaysEventsFromTheStartOrBehindTheLastSeenAndEndsWithTheJob() {
        String id = submitted(recipe(newName("slow")));
        untilStep(id, 2);
        List<CloudEvent> live = events(id, null);
        assertThat(live.getFirst().data()).isInstanceOf(Event.JobWaiting.class);
        assertThat(live.get(1).data()).isInstanceOf(Event.JobStarted.class);
        assertThat(live.getLast().data()).isInstanceOf(Event.JobSucceeded.class);
        assertThat(live)
                .extracting(event -> event.data().getClass().getSimpleName())
                .contains("JobProgressed");
        assertThat(events(id, null)).isEqualTo(live);

        String first = stream(id, null)
                .lines()
                .filter(line -> line.startsWith("id:"))
                .findFirst()
                .orElseThrow();
        assertThat(events(id, first.substring(3).strip())).isEqualTo(live.subList(1, live.size()));
        given().get("/v1/jobs/none/events").then().statusCode(404);
    }

    @Test
    void servesWhatOperatorsAsk() {
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/openapi").then().statusCode(200).body(containsString("/v1/jobs"));
        given().get("/q/metrics").then().statusCode(200);
    }

    private static List<CloudEvent> events(String id, String lastSeen) {
        return stream(id, lastSeen)
                .lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> CloudEvent.parse(line.substring(5)))
                .toList();
    }

    private static String stream(String id, String lastSeen) {
        var request = given();
        if (lastSeen != null) {
            request.header("Last-Event-ID", lastSeen);
        }
        return new String(
                request.get("/v1/jobs/" + id + "/events")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray(),
                StandardCharsets.UTF_8);
    }
}
