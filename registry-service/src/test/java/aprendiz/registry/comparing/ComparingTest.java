package aprendiz.registry.comparing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;

import aprendiz.model.Json;
import aprendiz.model.Kind;
import aprendiz.model.ModelName;
import aprendiz.model.Parent;
import aprendiz.model.Relation;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.AliasWish;
import aprendiz.model.catalog.Comparison;
import aprendiz.model.catalog.Evaluation;
import aprendiz.model.catalog.Publication;
import aprendiz.model.catalog.TestSet;
import aprendiz.model.catalog.Version;
import aprendiz.model.catalog.VersionDiff;
import aprendiz.model.catalog.VersionDiff.TensorChange;
import aprendiz.model.metrics.Interval;
import aprendiz.model.tensors.DType;
import aprendiz.model.tensors.TensorData;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ComparingTest extends RegistryTest {

    private static final RepositoryType MODEL = RepositoryType.MODEL;
    private static final String BIAS = "bert.pooler.dense.bias";
    private static final String WEIGHT = "bert.pooler.dense.weight";

    private ModelName name;
    private Version first;
    private Version second;

    /** The second differs in two tensors: one by 3 and 4 beside numbers of 1, one is as it was but for a NaN's sake. */
    @BeforeEach
    void publish() throws IOException {
        name = newName();
        first = publish(Sample.files(temp.resolve("first"), 8), Kind.BASE, List.of(), Map.of("accuracy", 0.5), 3);
        SortedMap<String, TensorData> tensors = Sample.tensors(8);
        tensors.put(BIAS, TensorData.floats(new float[] {4, 5, 1, 1}, 4));
        float[] doubled = new float[16];
        Arrays.fill(doubled, 2);
        tensors.put(WEIGHT, TensorData.floats(doubled, 4, 4));
        Path folder = Sample.weights(Sample.files(temp.resolve("second"), 8), 9, tensors);
        Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\nrooms\n");
        Files.writeString(folder.resolve("notes.txt"), "new\n");
        Files.writeString(
                folder.resolve("config.json"),
                Sample.CONFIG
                        .replace("\"good\"", "\"fine\"")
                        .replace("{\"bad\":0,\"good\":1}", "{\"bad\":0,\"fine\":1}"));
        second = publish(
                folder,
                Kind.FINE_TUNED,
                List.of(Sample.parent(Relation.FINE_TUNED_FROM, first)),
                Map.of("accuracy", 0.75, "macro-f1", 0.7),
                5);
    }

    private Version publish(Path folder, Kind kind, List<Parent> parents, Map<String, Double> metrics, int epochs)
            throws IOException {
        return client.publish(
                MODEL,
                name,
                folder,
                files -> new Publication(
                        files,
                        "",
                        null,
                        kind,
                        Task.TEXT_CLASSIFICATION,
                        parents,
                        Json.MAPPER.createObjectNode().put("epochs", epochs).put("seed", 7),
                        new TreeMap<>(metrics),
                        null,
                        List.of()));
    }

    @Test
    void saysWhatChangedAndOnlyThat() {
        VersionDiff diff = client.diff(MODEL, name + "@1", name + "@2", true);
        assertThat(diff.from().number()).isEqualTo(1);
        assertThat(diff.files())
                .extracting(VersionDiff.FileChange::path)
                .containsExactly("aprendiz.json", "config.json", "model.safetensors", "notes.txt", "vocab.txt");
        assertThat(diff.files().get(3).from()).isNull();
        assertThat(diff.config())
                .extracting(VersionDiff.FieldChange::field)
                .containsExactly("/id2label/1", "/label2id/fine", "/label2id/good");
        assertThat(diff.recipe()).singleElement().satisfies(change -> {
            assertThat(change.field()).isEqualTo("/epochs");
            assertThat(change.from().intValue()).isEqualTo(3);
            assertThat(change.to().intValue()).isEqualTo(5);
        });
        assertThat(diff.metrics())
                .containsExactly(
                        new VersionDiff.MetricChange("accuracy", 0.5, 0.75),
                        new VersionDiff.MetricChange("macro-f1", null, 0.7));
    }

    @Test
    void saysHowFarTensorsAreApart() throws IOException {
        VersionDiff diff = client.diff(MODEL, name + "@1", name + "@2", true);
        assertThat(diff.tensors()).extracting(TensorChange::name).containsExactly(BIAS, WEIGHT);
        assertThat(diff.sameTensors()).isEqualTo(Sample.tensors(8).size() - 2);
        TensorChange bias = diff.tensors().getFirst();
        assertThat(bias.from().dims()).containsExactly(4L);
        assertThat(bias.from().dtype()).isEqualTo(DType.F32);
        assertThat(bias.distance()).isCloseTo(5 / 2.0, within(1e-12));
        assertThat(diff.tensors().getLast().distance()).isCloseTo(1.0, within(1e-12));
        assertThat(client.diff(MODEL, name + "@1", name + "@2", false).tensors())
                .extracting(TensorChange::distance)
                .containsOnlyNulls();
    }

    @Test
    void aVersionDoesNotDifferFromItself() throws IOException {
        VersionDiff diff = client.diff(MODEL, name + "@2", name.toString(), true);
        assertThat(diff.files()).isEmpty();
        assertThat(diff.config()).isEmpty();
        assertThat(diff.tensors()).isEmpty();
        assertThat(diff.sameTensors()).isEqualTo(Sample.tensors(8).size());
    }

    @Test
    void dataSetsDifferInTheirFiles() throws IOException {
        ModelName data = newName();
        client.publish(RepositoryType.DATASET, data, Sample.dataset(temp.resolve("d1"), 1), "", null);
        client.publish(RepositoryType.DATASET, data, Sample.dataset(temp.resolve("d2"), 2), "", null);
        assertThat(client.diff(RepositoryType.DATASET, data + "@1", data + "@2", true)
                        .files())
                .extracting(VersionDiff.FileChange::path)
                .containsExactly("en/rooms.csv");
    }

    @Test
    void putsTwoVersionsSideBySide() throws IOException {
        client.moveAlias(name, "champion", new AliasWish(2, 0, "ana", ""));
        TestSet reviews = new TestSet(new ModelName("acme", "reviews"), null, first.digest());
        evaluate(reviews, "1", 0.60, new Interval(0.55, 0.65));
        evaluate(reviews, "2", 0.70, new Interval(0.60, 0.80));
        evaluate(reviews, "2", 0.80, new Interval(0.75, 0.85));
        TestSet other = new TestSet(new ModelName("acme", "other"), null, first.digest());
        evaluate(other, "2", 0.9, null);

        Comparison both = client.compare(MODEL, name + "@1", name + "@champion");
        assertThat(both.left().version().number()).isEqualTo(1);
        assertThat(both.right().aliases()).containsExactly("champion");
        assertThat(both.right().files()).isEqualTo(second.files().size());
        assertThat(both.left().parameters())
                .isEqualTo(both.right().parameters())
                .isPositive();
        assertThat(both.ancestors()).containsExactly(name + "@1");
        assertThat(both.metrics()).hasSize(4);
        Comparison.Row published = both.metrics().getFirst();
        assertThat(published.metric()).isEqualTo("accuracy");
        assertThat(published.left().value()).isEqualTo(0.5);
        assertThat(published.right().value()).isEqualTo(0.75);
        Comparison.Row alone = both.metrics().get(2);
        assertThat(alone.dataset().name()).isEqualTo(other.name());
        assertThat(alone.left()).isNull();
        assertThat(alone.apart()).isNull();
        Comparison.Row measured = both.metrics().get(3);
        assertThat(measured.right().value()).isEqualTo(0.8);
        assertThat(measured.right().interval()).isEqualTo(new Interval(0.75, 0.85));
        assertThat(measured.apart()).isTrue();
    }

    private void evaluate(TestSet data, String revision, double accuracy, Interval interval) {
        client.evaluate(name, revision, Evaluation.of(data, "accuracy", accuracy, interval, 100L, "ana"));
    }

    @Test
    void bothVersionsMustBeHere() {
        given().get("/v1/compare/models/diff?from=" + name + "@1&to=" + name + "@9")
                .then()
                .statusCode(404)
                .body("detail", containsString("9"));
        given().get("/v1/compare/models?left=" + name + "@1")
                .then()
                .statusCode(400)
                .body("detail", containsString("right"));
        given().get("/v1/compare/models/diff?from=nobody&to=" + name).then().statusCode(400);
    }
}
