package aprendiz.training;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import aprendiz.local.TestInfrastructure;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.Version;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.tensors.SafetensorsWriter;
import aprendiz.model.tensors.TensorData;
import aprendiz.registry.client.RegistryClient;
import aprendiz.training.run.JobFolder;
import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the running service have at hand: a base and a data set in a registry, recipes, patience. */
@QuarkusTestResource(TestInfrastructure.class)
@QuarkusTestResource(Surroundings.class)
public abstract class TrainingServiceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Duration LONG = Duration.ofSeconds(30);

    @Inject
    protected RegistryClient registry;

    @Inject
    protected Settings settings;

    @TempDir
    protected Path temp;

    @BeforeEach
    void fill() throws IOException {
        publishBase();
        publish("rooms.csv", "text,label\n" + rows("clean", 20) + rows("dirty", 20) + rows("noisy", 20));
    }

    /** What a test left behind is no business of the next. */
    @AfterEach
    void cancelWhatIsLeft() {
        List<String> left = given().get("/v1/jobs?limit=1000")
                .jsonPath()
                .getList("findAll{it.state == 'queued' || it.state == 'running'}.id");
        left.forEach(id -> given().post("/v1/jobs/" + id + "/cancel"));
    }

    /** A BERT of a few numbers; enough to be checked, not to be trained. */
    private void publishBase() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("base-" + NAMES.incrementAndGet()));
        Files.writeString(folder.resolve("config.json"), """
                {"model_type": "bert", "architectures": ["BertModel"], "hidden_size": 4, "num_hidden_layers": 2,
                 "num_attention_heads": 2, "intermediate_size": 8, "vocab_size": 10, "max_position_embeddings": 64,
                 "type_vocab_size": 2, "layer_norm_eps": 1e-12, "hidden_act": "gelu", "hidden_dropout_prob": 0.1,
                 "attention_probs_dropout_prob": 0.1}
                """);
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        Files.writeString(folder.resolve("README.md"), "---\nlicense: apache-2.0\n---\n");
        Map<String, TensorData> tensors = new TreeMap<>();
        tensors.put("embeddings.word_embeddings.weight", TensorData.floats(new float[40], 10, 4));
        tensors.put("encoder.layer.0.attention.self.query.weight", TensorData.floats(new float[16], 4, 4));
        tensors.put("encoder.layer.1.attention.self.query.weight", TensorData.floats(new float[16], 4, 4));
        SafetensorsWriter.write(folder.resolve("model.safetensors"), Map.of(), tensors);
        new Checkpoint(folder)
                .seal(new Manifest(
                        1,
                        Kind.BASE,
                        Task.FEATURE_EXTRACTION,
                        List.of(),
                        null,
                        null,
                        new TreeMap<>(),
                        null,
                        null,
                        List.of()));
        registry.publish(RepositoryType.MODEL, ModelName.of("test/tiny"), folder, "", "base");
    }

    /** Publishes a data file in a data set of its own. */
    protected Version publish(String file, String text) throws IOException {
        Path folder = Files.createDirectory(temp.resolve("data-" + NAMES.incrementAndGet()));
        Files.writeString(folder.resolve(file), text);
        return registry.publish(RepositoryType.DATASET, data(file), folder, "", text);
    }

    private static ModelName data(String file) {
        return new ModelName("data", file.substring(0, file.indexOf('.')));
    }

    protected static String rows(String label, int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append("room " + i + " was " + label + "," + label + "\n");
        }
        return rows.toString();
    }

    protected static String newName(String behaviour) {
        return "test/" + behaviour + "-" + NAMES.incrementAndGet();
    }

    /** 3 epochs of 3 steps; the fake knows every text of the test part. */
    protected static String recipe(String model) {
        return """
                technique: transfer
                base: test/tiny
                data: {dataset: data/rooms, file: rooms.csv, text: text, label: label}
                settings: {epochs: 3, batch_size: 16, max_length: 32}
                gate: ["accuracy > from-scratch"]
                publish: {name: %s}
                """.formatted(model);
    }

    protected static ValidatableResponse submit(String recipe) {
        return given().contentType("application/yaml")
                .body(recipe.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/v1/jobs")
                .then();
    }

    protected static String submitted(String recipe) {
        return submit(recipe).statusCode(201).extract().path("id");
    }

    protected static JsonPath job(String id) {
        return given().get("/v1/jobs/" + id).then().statusCode(200).extract().jsonPath();
    }

    protected static JsonPath ended(String id) {
        return ended(id, LONG);
    }

    protected static JsonPath ended(String id, Duration patience) {
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !List.of("queued", "running").contains(job(id).getString("state")));
        return job(id);
    }

    protected static void untilStep(String id, int step) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> job(id).get("step") != null && job(id).getInt("step") >= step);
    }

    protected JobFolder folder(String id) {
        return JobFolder.of(settings.work(), id);
    }

    /** The optimiser steps that were done for a job, in order, whoever did them. */
    protected List<String> trace(String id) throws IOException {
        return Files.readAllLines(folder(id).path().resolve("trace.txt"));
    }

    /** The process that works on a job now. */
    protected static ProcessHandle process(String id) {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(id))
                .findFirst()
                .orElseThrow();
    }

    protected void tellRegistry(String what) throws IOException, InterruptedException {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(settings.registry() + "/fake/" + what))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding());
    }
}
