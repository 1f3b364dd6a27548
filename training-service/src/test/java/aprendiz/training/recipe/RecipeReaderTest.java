package aprendiz.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.transformers.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeReaderTest {

    private static final String SHORTEST = """
            technique: transfer
            base: sentence-transformers/all-MiniLM-L6-v2
            data: {dataset: samples/hotel-rooms, file: rooms.en.csv, text: text, label: rating}
            """;

    @Test
    void fillsInDefaults() {
        TransferRecipe recipe = (TransferRecipe) RecipeReader.readYaml(SHORTEST);
        assertThat(recipe.settings())
                .isEqualTo(new TrainingSettings(4, 16, 128, 5e-5, 1e-3, 0.01, 0.1, 1.0, -1, 2, 42));
        assertThat(recipe.data())
                .isEqualTo(new DataSource(
                        Reference.parse("samples/hotel-rooms"),
                        "rooms.en.csv",
                        List.of("text"),
                        "rating",
                        List.of(),
                        0.15,
                        0.2,
                        null,
                        null));
        assertThat(recipe.gate()).containsExactly(Gate.parse("macro-f1 > majority"));
        assertThat(recipe.publish().name())
                .hasToString("sentence-transformers/all-MiniLM-L6-v2-finetuned-text-classification");
        assertThat(recipe.publish().alias()).isEqualTo("champion");
    }

    @Test
    void readsBackWhatItWrites() {
        Recipe recipe = RecipeReader.readYaml("""
                technique: transfer
                task: text-classification
                base: a/b@3
                data: {dataset: samples/x, revision: 2, file: a.jsonl, text: [title, body], label: y, label_bins: [2, 4.5],
                       validation_file: v.tsv, test: 0.3}
                settings: {epochs: 2, learning_rate: 5e-5, frozen_layers: 3, weight_decay: 0}
                gate: ["accuracy >= 0.5", "macro-f1 > from-scratch", "loss < 1.5"]
                publish: {name: me/mine, alias: null}
                seed: 7
                """.replace("revision: 2", "revision: '2'"));
        assertThat(RecipeReader.readJson(recipe.toJson().toString())).isEqualTo(recipe);
        assertThat(recipe.publish().alias()).isNull();
        assertThat(((TransferRecipe) recipe).settings().learningRate()).isEqualTo(5e-5);
    }

    @Test
    void readsBackEveryGoalAndSetting() {
        for (String text : List.of("""
                technique: transfer
                task: token-classification
                base: a/b
                data: {dataset: d/x, file: train.conll, validation_file: dev.conll, test_file: test.conll}
                settings: {lora: {rank: 4, dropout: 0.1, targets: [query, key]}, schedule: cosine, early_stopping: 3,
                           class_weights: balanced, label_smoothing: 0.1}
                gate: ["f1 >= 0.5"]
                """, """
                technique: transfer
                task: question-answering
                base: a/b
                data: {dataset: d/x, file: squad.json}
                settings: {gradual_unfreezing: true, layer_decay: 0.95, pieces: 2, recomputed: true}
                """, """
                technique: transfer
                task: multi-label
                base: a/b
                data: {dataset: d/x, file: a.csv, text: text, label: topics, group: author}
                from_scratch: false
                gate: ["micro-f1 > majority"]
                """, """
                technique: transfer
                task: regression
                base: a/b
                data: {dataset: d/x, file: a.csv, text: text, label: score}
                """)) {
            Recipe recipe = RecipeReader.readYaml(text);
            assertThat(RecipeReader.readJson(recipe.toJson().toString())).isEqualTo(recipe);
            assertThat(recipe.publish().name()).hasToString("a/b-finetuned-" + recipe.goal());
        }
    }

    @Test
    void learnsOfFewTextsGentlyUnlessToldOtherwise() {
        String shortest = SHORTEST + "few_shot: {}\n";
        TransferRecipe recipe = (TransferRecipe) RecipeReader.readYaml(shortest);
        assertThat(recipe.fewShot()).contains(new FewShot(20));
        assertThat(recipe.settings().epochs()).isEqualTo(1);
        assertThat(recipe.settings().learningRate()).isEqualTo(2e-5);
        assertThat(recipe.lessons(16)).isEqualTo(640);
        assertThat(RecipeReader.readJson(recipe.toJson().toString())).isEqualTo(recipe);
        TransferRecipe other = (TransferRecipe) RecipeReader.readYaml(
                SHORTEST + "few_shot: {pairs: 5}\nsettings: {epochs: 3, class_weights: balanced}\n");
        assertThat(other.settings().epochs()).isEqualTo(3);
        assertThat(RecipeReader.readJson(other.toJson().toString())).isEqualTo(other);
        assertThat(complaints(SHORTEST + "few_shot: {pairs: 0, shots: 2}\nsettings: {label_smoothing: 0.1}\n"))
                .extracting(Complaint::path)
                .containsExactlyInAnyOrder("few_shot.pairs", "few_shot.shots", "settings.label_smoothing");
        assertThat(complaints(SHORTEST + "few_shot: {}\ntask: regression\n"))
                .extracting(Complaint::path)
                .contains("few_shot");
    }

    @Test
    void readsBackADistillation() {
        for (String layers : List.of("3", "[0, 2, 5]")) {
            Recipe recipe = RecipeReader.readYaml("""
                    technique: distillation
                    teacher: a/large@2
                    student: {layers: %s, temperature: 4, alpha: 0.9}
                    data: {dataset: d/x, file: a.csv, text: text, label: y}
                    gate: ["accuracy > without-teacher"]
                    """.formatted(layers));
            assertThat(RecipeReader.readJson(recipe.toJson().toString())).isEqualTo(recipe);
            assertThat(recipe.publish().name()).hasToString("a/large-distilled-text-classification");
        }
    }

    @Test
    void readsBackADistillationOfEveryTask() {
        for (String text : List.of("""
                technique: distillation
                task: token-classification
                teacher: [a/one@2, a/two]
                student: {layers: 2, layout: distilbert, vectors: 0.5}
                data: {dataset: d/x, file: train.conll}
                unlabelled: more.conll
                """, """
                technique: distillation
                task: question-answering
                teacher: a/one
                student: {layers: [0, 2], alpha: 1}
                data: {dataset: d/x, file: squad.json}
                gate: ["f1 > teacher"]
                """, """
                technique: distillation
                task: fill-mask
                teacher: a/one
                student: {layers: 6, width: 192, soft: 4, hard: 0, vectors: 2}
                data: {dataset: d/x, file: a.txt, text: text}
                """)) {
            DistillationRecipe recipe = (DistillationRecipe) RecipeReader.readYaml(text);
            assertThat(RecipeReader.readJson(recipe.toJson().toString())).isEqualTo(recipe);
            assertThat(recipe.publish().name()).hasToString("a/one-distilled-" + recipe.goal());
            assertThat(recipe.gate().getFirst().toString()).contains("teacher");
        }
    }

    @Test
    void readsTheSamples() throws IOException {
        for (String sample : List.of("recipe.yaml", "distillation.yaml")) {
            Recipe recipe = RecipeReader.readYaml(Files.readString(Path.of("../samples/hotel-rooms", sample)));
            assertThat(recipe.data().dataset()).hasToString("samples/hotel-rooms");
        }
    }

    @Test
    void distilsWordsAsDistilBertUnlessToldOtherwise() {
        DistillationRecipe recipe = (DistillationRecipe) RecipeReader.readYaml("""
                technique: distillation
                task: fill-mask
                teacher: a/one
                data: {dataset: d/x, file: a.txt, text: text}
                """);
        assertThat(recipe.teaching()).isEqualTo(new Teaching(2, 5, 2, 1));
        assertThat(recipe.student().inherits()).isTrue();
    }

    @Test
    void refusesWhatADistillationHasNot() {
        assertThat(complaints("""
                        technique: distillation
                        task: embeddings
                        student: {layers: [0, x], alpha: 2, soft: 3, layout: tall, width: -1}
                        data: {dataset: d/x, file: a.csv, text: text, label: y}
                        unlabelled: a.csv
                        settings: {frozen_layers: 1, class_weights: balanced}
                        gate: ["accuracy > from-scratch"]
                        """))
                .extracting(Complaint::path)
                .contains(
                        "task",
                        "teacher",
                        "student.layers",
                        "student.alpha",
                        "student.soft",
                        "student.layout",
                        "student.width",
                        "unlabelled",
                        "settings",
                        "gate[0]");
        assertThat(complaints("""
                        technique: distillation
                        task: question-answering
                        teacher: [a/one, a/one, x]
                        student: {layers: [0, 1], width: 64, vectors: 1}
                        data: {dataset: d/x, file: squad.json}
                        """))
                .extracting(Complaint::path)
                .containsExactlyInAnyOrder("teacher", "teacher[2]", "student.width", "student.vectors");
        assertThat(complaints("""
                        technique: distillation
                        task: fill-mask
                        teacher: a/one
                        student: {alpha: 0.5, soft: 0, hard: 0}
                        data: {dataset: d/x, file: a.txt, text: text}
                        unlabelled: b.txt
                        """))
                .extracting(Complaint::path)
                .containsExactlyInAnyOrder("student.alpha", "student.soft", "unlabelled");
    }

    @Test
    void refusesWhatAGoalHasNot() {
        assertThat(complaints("""
                        technique: transfer
                        task: question-answering
                        base: a/b
                        data: {dataset: d/x, file: squad.json, label: y}
                        settings: {class_weights: balanced, frozen_layers: 2, gradual_unfreezing: true, lora: {rank: 0}}
                        gate: ["accuracy > 0.5"]
                        """))
                .extracting(Complaint::path)
                .containsExactlyInAnyOrder(
                        "data.label",
                        "settings.class_weights",
                        "settings.frozen_layers",
                        "settings.gradual_unfreezing",
                        "settings.lora.rank",
                        "gate[0]");
        assertThat(complaints(SHORTEST + "from_scratch: false\ngate: accuracy > from-scratch"))
                .extracting(Complaint::path)
                .containsExactly("gate[0]");
        assertThat(complaints(SHORTEST + "task: poetry"))
                .extracting(Complaint::path)
                .containsExactly("task");
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        assertThat(complaints("""
                        technique: magic
                        base: no-slash
                        colour: blue
                        data: {dataset: samples/x, file: ../etc, text: [a, a], label: a, test: 0.9, tset: 1}
                        settings: {epochs: -1, batch_size: many, learning_rate: 0, epoch: 2}
                        gate: ["accuracy > 2", "speed > 1"]
                        publish: {name: "x", alias: Über}
                        seed: 1.5
                        """))
                .extracting(Complaint::path)
                .containsExactlyInAnyOrder(
                        "technique",
                        "base",
                        "colour",
                        "data.file",
                        "data.text",
                        "data.label",
                        "data.test",
                        "data.tset",
                        "settings.epochs",
                        "settings.batch_size",
                        "settings.learning_rate",
                        "settings.epoch",
                        "gate[0]",
                        "gate[1]",
                        "publish.name",
                        "publish.alias",
                        "seed");
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(complaints("{}"))
                .extracting(Complaint::path)
                .containsExactlyInAnyOrder("technique", "base", "data.dataset", "data.file", "data.label");
        assertThat(complaints("technique: transfer\nbase: a/b\ndata:\n"))
                .extracting(Complaint::path)
                .containsExactlyInAnyOrder("data.dataset", "data.file", "data.label");
        assertThat(complaints(SHORTEST.replace("text: text, ", "")))
                .containsExactly(
                        new Complaint("data.text", "is missing: the column with the text, or a list of columns"));
    }

    @Test
    void saysWhichFieldsThereAre() {
        assertThat(complaints(SHORTEST + "settings: {lr: 1}").getFirst().message())
                .contains("epochs", "learning_rate", "frozen_layers");
    }

    @Test
    void refusesAFileGivenTwice() {
        assertThat(complaints(SHORTEST.replace("label: rating", "label: rating, test_file: rooms.en.csv")))
                .extracting(Complaint::path)
                .containsExactly("data.file");
        assertThat(complaints(SHORTEST.replace("label: rating", "label: rating, test_file: t.csv, test: 0.1")))
                .extracting(Complaint::path)
                .containsExactly("data.test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"technique: [|line 1", "technique: a\\ntechnique: b|line 2", "- a|recipe", "''|recipe"})
    void namesTheLineThatCannotBeRead(String yaml, String place) {
        assertThat(complaints(yaml.replace("\\n", "\n")))
                .extracting(Complaint::path)
                .containsExactly(place);
    }

    @Test
    void refusesTrailingJson() {
        Problem problem = catchThrowableOfType(Problem.class, () -> RecipeReader.readJson("{} {}"));
        assertThat(problem.complaints()).extracting(Complaint::path).containsExactly("line 1");
    }

    @Test
    void survivesABillionLaughs() {
        String bomb = "a: &a [x,x]\n" + "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n".repeat(3) + SHORTEST;
        assertThat(complaints(bomb)).isNotEmpty();
    }

    private static List<Complaint> complaints(String yaml) {
        return catchThrowableOfType(Problem.class, () -> RecipeReader.readYaml(yaml))
                .complaints();
    }
}
