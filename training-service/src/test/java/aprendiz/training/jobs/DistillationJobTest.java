package aprendiz.training.jobs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;

import aprendiz.model.FileEntry;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.Parent;
import aprendiz.model.Relation;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.Version;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.training.TrainingServiceTest;
import aprendiz.training.subjects.TinyBase;
import aprendiz.transformers.export.Variant;
import aprendiz.transformers.tasks.GoldenAnswers;
import aprendiz.transformers.tasks.Tasks;
import aprendiz.transformers.tasks.TextTask;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A student of a teacher in the registry, by the real training; the teacher knows nothing, so that it takes no time. */
@QuarkusTest
class DistillationJobTest extends TrainingServiceTest {

    @Test
    void makesAStudentWithBothParentsAndItsExports() throws IOException {
        String teacher = teacher(List.of("clean", "dirty", "noisy"));
        String model = newName("real");
        String recipe = recipe(teacher, model);
        given().contentType("application/yaml")
                .body(recipe.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/v1/jobs?dryRun=true")
                .then()
                .statusCode(200)
                .body("technique", equalTo("distillation"))
                .body("recipe.student.layers", equalTo(2))
                .body("publish.name", equalTo(model));

        String id = submitted(recipe);
        JsonPath job = ended(id, Duration.ofMinutes(2));
        assertThat(job.getString("state")).as(job.prettify()).isEqualTo("succeeded");
        given().get("/v1/jobs/" + id + "/report")
                .then()
                .statusCode(200)
                .body("baselines", hasKey("teacher"))
                .body("baselines", hasKey("without-teacher"))
                .body("trainings.keySet()", containsInAnyOrder("distilling", "without-teacher"))
                .body("gains.without-teacher", hasKey("accuracy"))
                .body("burdens.student.textsPerSecond", greaterThan(0f))
                .body("burdens.student.latencyMillis", greaterThan(0f))
                .body("burdens", hasKey("without-teacher"));
        JsonPath report = given().get("/v1/jobs/" + id + "/report").jsonPath();
        assertThat(report.getLong("burdens.student.parameters"))
                .isLessThan(report.getLong("burdens.teacher.parameters"));
        assertThat(report.getLong("burdens.student.bytes")).isLessThan(report.getLong("burdens.teacher.bytes"));

        Version version = registry.version(RepositoryType.MODEL, ModelName.of(model), "champion");
        assertThat(version.kind()).isEqualTo(Kind.DISTILLED);
        assertThat(version.files())
                .extracting(FileEntry::path)
                .contains("onnx/model.onnx", "plots/loss.svg", GoldenAnswers.PATH);
        Path checkpoint = registry.fetch(RepositoryType.MODEL, version, temp);
        assertThat(new Checkpoint(checkpoint).config().numHiddenLayers()).isEqualTo(2);
        try (TextTask student = Tasks.open(checkpoint)) {
            GoldenAnswers.read(checkpoint).orElseThrow().check(student, Variant.TORCHSCRIPT.bound());
        }
        assertThat(new Checkpoint(checkpoint).manifest().parents())
                .extracting(Parent::relation)
                .containsExactly(Relation.DISTILLED_FROM, Relation.INITIALISED_FROM, Relation.TRAINED_ON);
    }

    /** Two teachers, a student of another layout, and sentences without tags. */
    @Test
    void makesAStudentOfSeveralTeachers() throws IOException {
        List<String> labels = List.of("O", "B-LOC", "B-PER");
        String one = teacher("BertForTokenClassification", labels, 3);
        String other = teacher("BertForTokenClassification", List.of("B-PER", "O", "B-LOC"), 5);
        Path data = Files.createDirectory(temp.resolve(newName("sentences").replace('/', '-')));
        Files.writeString(data.resolve("tagged.conll"), "ana B-PER\nmet O\nlima B-LOC\n. O\n\n".repeat(30));
        Files.writeString(data.resolve("more.conll"), "luis\nmet\nmadrid\n\n".repeat(7));
        registry.publish(RepositoryType.DATASET, ModelName.of("data/sentences"), data, "", "sentences");
        String model = newName("real");
        String recipe = """
                technique: distillation
                task: token-classification
                teacher: [%s, %s]
                student: {layers: 2, layout: distilbert, vectors: 0.5}
                data: {dataset: data/sentences, file: tagged.conll}
                unlabelled: more.conll
                settings: {epochs: 2, batch_size: 16, max_length: 32}
                gate: ["accuracy >= 0"]
                publish: {name: %s}
                """.formatted(one, other, model);
        JsonPath job = ended(submitted(recipe), Duration.ofMinutes(2));
        assertThat(job.getString("state")).as(job.prettify()).isEqualTo("succeeded");
        given().get("/v1/jobs/" + job.getString("id") + "/report")
                .then()
                .statusCode(200)
                .body("teachers.keySet()", containsInAnyOrder(one + "@1", other + "@1"))
                .body("parts.unlabelled.examples", equalTo(7))
                .body("burdens", hasKey("teacher " + other + "@1"));
        Version version = registry.version(RepositoryType.MODEL, ModelName.of(model), "champion");
        assertThat(version.files()).extracting(FileEntry::path).contains("onnx/model.onnx");
        Checkpoint checkpoint = new Checkpoint(registry.fetch(RepositoryType.MODEL, version, temp));
        assertThat(checkpoint.config().architectures()).containsExactly("DistilBertForTokenClassification");
        assertThat(checkpoint.manifest().parents())
                .extracting(Parent::relation)
                .containsExactly(
                        Relation.DISTILLED_FROM,
                        Relation.DISTILLED_FROM,
                        Relation.INITIALISED_FROM,
                        Relation.TRAINED_ON);
        assertThat(checkpoint.folder().resolve("README.md"))
                .content()
                .contains("## What it costs", "a student of 2 layers", "unlabelled, `more.conll`");
    }

    @Test
    void refusesTeachersThatDoNotSpeakOfTheSameThings() throws IOException {
        String one = teacher(List.of("clean", "dirty", "noisy"));
        String other = teacher(List.of("clean", "dirty", "noisy", "cold"));
        submit(recipe("[" + one + ", " + other + "]", newName("x"))
                        .replace("layers: 2", "layers: 1, width: 33")
                        .replace("settings:", "unlabelled: none.csv\nsettings:"))
                .statusCode(400)
                .body("violations.field", hasItem("unlabelled"));
        submit(recipe("[" + one + ", " + other + "]", newName("x")).replace("layers: 2", "layers: 1, width: 33"))
                .statusCode(400)
                .body("violations.field", containsInAnyOrder("teacher[1]", "student.width"));
    }

    @Test
    void refusesATeacherThatDoesNotKnowTheLabels() throws IOException {
        String teacher = teacher(List.of("good", "bad"));
        submit(recipe(teacher, newName("x")).replace("layers: 2", "layers: 9"))
                .statusCode(400)
                .body("violations.field", containsInAnyOrder("teacher", "student.layers"));
        submit(recipe("test/tiny", newName("x"))).statusCode(400).body("violations.field", hasItem("teacher"));
        submit(recipe(teacher, newName("x")).replace("accuracy >= 0", "accuracy > from-scratch"))
                .statusCode(400)
                .body("violations.field", hasItem("gate[0]"));
    }

    private static String recipe(String teacher, String model) {
        return """
                technique: distillation
                teacher: %s
                student: {layers: 2, temperature: 3, alpha: 0.7}
                data: {dataset: data/rooms, file: rooms.csv, text: text, label: label}
                settings: {epochs: 2, batch_size: 16, max_length: 32}
                gate: ["accuracy >= 0"]
                publish: {name: %s}
                """.formatted(teacher, model);
    }

    private String teacher(List<String> labels) throws IOException {
        return teacher("BertForSequenceClassification", labels, 3);
    }

    private String teacher(String architecture, List<String> labels, long seed) throws IOException {
        String name = newName("teacher");
        Path folder = TinyBase.write(temp.resolve(name.replace('/', '-')), architecture, labels, 3, seed);
        Manifest manifest = new Manifest(
                1,
                Kind.FINE_TUNED,
                Task.TEXT_CLASSIFICATION,
                List.of(),
                null,
                null,
                new TreeMap<>(),
                null,
                null,
                List.of());
        new Checkpoint(folder).seal(manifest);
        registry.publish(RepositoryType.MODEL, ModelName.of(name), folder, "", name);
        return name;
    }
}
