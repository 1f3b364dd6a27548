package aprendiz.training.bases;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.training.TrainingServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The main job with the real base and the real training; little data, little time. */
@QuarkusTest
class MainJobTest extends TrainingServiceTest {

    private static final List<String> CLEAN = List.of("spotless", "fresh towels", "gleaming", "tidy", "pristine");
    private static final List<String> NOISY =
            List.of("thin walls", "traffic all night", "loud music", "shouting", "a drill");

    @Test
    void importsTheBaseOnceAndFineTunesItThoughItsProcessIsKilled() throws IOException {
        for (int time = 1; time <= 2; time++) {
            imported(Map.of("source", "minilm"))
                    .statusCode(200)
                    .body("kind", equalTo("base"))
                    .body("name", equalTo("sentence-transformers/all-MiniLM-L6-v2"))
                    .body("number", equalTo(1));
        }
        publish("words.csv", "text,label\n" + sentences("clean", CLEAN) + sentences("noisy", NOISY));
        String model = newName("real");
        String recipe = """
                technique: transfer
                base: sentence-transformers/all-MiniLM-L6-v2
                data: {dataset: data/words, file: words.csv, text: text, label: label}
                settings: {epochs: 2, batch_size: 8, max_length: 16, learning_rate: 2.0e-4, evaluations_per_epoch: 2}
                gate: ["accuracy > majority"]
                publish: {name: %s}
                """.formatted(model);
        long planned = given().contentType("application/yaml")
                .body(recipe.getBytes(StandardCharsets.UTF_8))
                .post("/v1/jobs?dryRun=true")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("trainedParameters");

        String id = submitted(recipe);
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> job(id).get("step") != null && job(id).getInt("step") >= 4);
        process(id).destroyForcibly();
        JsonPath job = ended(id, Duration.ofMinutes(2));
        assertThat(job.getString("state")).as(job.prettify()).isEqualTo("succeeded");
        assertThat(job.getInt("attempt")).isEqualTo(2);

        given().get("/v1/jobs/" + id + "/report")
                .then()
                .statusCode(200)
                .body("labels", contains("clean", "noisy"))
                .body("trainings.fine-tuning.resumedAt", greaterThan(0))
                .body("trainings.fine-tuning.tensors.trained", equalTo((int) planned))
                .body("trainings.fine-tuning.evaluations", hasSize(4))
                .body("trainings.from-scratch.evaluations", hasSize(4));
        Version version = registry.version(RepositoryType.MODEL, ModelName.of(model), "champion");
        Path checkpoint = registry.fetch(RepositoryType.MODEL, version, temp);
        new Checkpoint(checkpoint).verify();
        assertThat(new Checkpoint(checkpoint).config().labels()).containsExactly("clean", "noisy");
        assertThat(checkpoint.resolve("README.md"))
                .content()
                .contains(
                        "model-index:",
                        "base_model:",
                        "95 % confidence",
                        "](plots/loss.svg)",
                        "](plots/confusion-matrix.svg)");
        assertThat(checkpoint.resolve("plots/loss.svg"))
                .content()
                .startsWith("<svg")
                .contains("kept: step");
    }

    @Test
    void refusesWhatItCannotImport() {
        imported(Map.of("source", "hub", "colour", "blue"))
                .statusCode(400)
                .body("violations.field", contains("colour", "source"));
        given().contentType("application/json")
                .body("{")
                .post("/v1/imports")
                .then()
                .statusCode(400);
    }

    private static io.restassured.response.ValidatableResponse imported(Map<String, String> wish) {
        return given().contentType("application/json")
                .body(wish)
                .post("/v1/imports")
                .then();
    }

    private static String sentences(String label, List<String> words) {
        StringBuilder rows = new StringBuilder();
        for (String place : List.of("room", "hotel", "bathroom", "corridor", "floor", "suite")) {
            for (String word : words) {
                rows.append("The " + place + " had: " + word + "," + label + "\n");
            }
        }
        return rows.toString();
    }
}
