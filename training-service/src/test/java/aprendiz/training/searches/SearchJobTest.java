package aprendiz.training.searches;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.training.TrainingServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Searches, brought on beside a worker with room for one job at a time. */
@QuarkusTest
class SearchJobTest extends TrainingServiceTest {

    @Inject
    Searches searches;

    @Inject
    DataSource database;

    @Test
    void triesSettingsOnTheValidationPartAndPublishesTheBestOnly() {
        String model = newName("choosy");
        String id = submitted(recipe(model, "learning_rate: [1.0e-5, 5.0e-4]", "method: grid"));
        JsonPath job = ended(id, Duration.ofMinutes(1));
        assertThat(job.getString("state")).as(job.prettify()).isEqualTo("succeeded");
        assertThat(job.getInt("version")).isEqualTo(1);
        assertThat(job.getBoolean("aliasMoved")).isTrue();
        assertThat(job.getDouble("metrics.accuracy")).isEqualTo(1);
        assertThat(registry.versions(RepositoryType.MODEL, ModelName.of(model))).hasSize(1);
        given().get("/v1/jobs?parent=" + id)
                .then()
                .body("", hasSize(3))
                .body("state", everyItem(equalTo("succeeded")))
                .body("findAll{it.version != null}", hasSize(1))
                .body("findAll{it.trial != null}.size()", equalTo(2));
        given().get("/v1/jobs/" + id + "/report")
                .then()
                .statusCode(200)
                .body("search.trials.number", contains(0, 1))
                .body("search.trials[0].settings.learning_rate", equalTo(1e-5f))
                .body("search.trials[1].measured", equalTo(1f))
                .body("search.trials[1].seconds", greaterThan(0f))
                .body("metrics.accuracy", equalTo(1f))
                .body("gate[0].passed", equalTo(true));
        assertThat(registry.version(RepositoryType.MODEL, ModelName.of(model), "champion")
                        .files())
                .isNotEmpty();
    }

    @Test
    void plansAndRefusesAsAnyOtherRecipe() {
        given().contentType("application/yaml")
                .body(recipe(newName("x"), "epochs: [1, 2, 3]", "trials: 3").getBytes(StandardCharsets.UTF_8))
                .post("/v1/jobs?dryRun=true")
                .then()
                .statusCode(200)
                .body("technique", equalTo("search"))
                .body("expected.processes", equalTo(4))
                .body("pins.base.version", equalTo(1));
        submit(recipe(newName("x"), "max_length: [32, 65]", "trials: 3").replace("file: rooms.csv", "file: none.csv"))
                .statusCode(400)
                .body("violations.field", containsInAnyOrder("of.data.file", "space.max_length"));
    }

    @Test
    void isCancelledWithItsJobsWithinSeconds() {
        String id = submitted(recipe(newName("waiting"), "epochs: [3, 4]", "method: grid"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> children(id, "running").size() == 1);
        String running = children(id, "running").getFirst();
        untilStep(running, 1);
        ProcessHandle process = process(running);
        given().post("/v1/jobs/" + id + "/cancel").then().statusCode(200);
        await().atMost(Duration.ofSeconds(5)).until(() -> !process.isAlive());
        assertThat(children(id, "cancelled")).hasSize(2);
        assertThat(job(id).getString("state")).isEqualTo("cancelled");
    }

    @Test
    void failsWithTheCauseOfItsTrials() {
        JsonPath job = ended(submitted(recipe(newName("impossible"), "epochs: [1, 2]", "method: grid")));
        assertThat(job.getString("state")).isEqualTo("failed");
        assertThat(job.getString("error"))
                .isEqualTo("none of the 2 trials succeeded; the first: failed: the base has no embeddings");
    }

    @Test
    void aRecipeThatCannotBeReadAnyMoreFailsItsSearchAndStopsNoOther() throws Exception {
        String id = submitted(recipe(newName("waiting"), "epochs: [3, 4]", "method: grid"));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update job set recipe = '{}' where id = '" + id + "'");
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> state(id).equals("failed"));
        String other = submitted(recipe(newName("choosy"), "epochs: [3]", "method: grid"));
        await().atMost(Duration.ofSeconds(10)).until(() -> state(other).equals("running"));
    }

    private String state(String id) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select state from job where id = '" + id + "'")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void makesNoTrialTwiceHoweverManyTendIt() throws Exception {
        String id = submitted(recipe(newName("waiting"), "epochs: [3, 4, 5]", "method: grid"));
        try (ExecutorService tenders = Executors.newFixedThreadPool(6)) {
            Callable<Boolean> tend = searches::tend;
            tenders.invokeAll(List.of(tend, tend, tend, tend, tend, tend));
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !children(id, "running").isEmpty());
        given().get("/v1/jobs?parent=" + id).then().body("", hasSize(3));
    }

    private static List<String> children(String id, String state) {
        return given().get("/v1/jobs?parent=" + id).jsonPath().getList("findAll{it.state == '" + state + "'}.id");
    }

    private static String recipe(String model, String space, String how) {
        return """
                technique: search
                of:
                  technique: transfer
                  base: test/tiny
                  data: {dataset: data/rooms, file: rooms.csv, text: text, label: label}
                  settings: {epochs: 3, batch_size: 16, max_length: 32}
                  gate: ["accuracy > from-scratch"]
                  publish: {name: %s}
                space: {%s}
                %s
                """.formatted(model, space, how);
    }
}
