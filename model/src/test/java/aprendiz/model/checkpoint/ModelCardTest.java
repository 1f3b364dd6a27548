package aprendiz.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.Digest;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.Parent;
import aprendiz.model.Relation;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.metrics.Interval;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTest {

    private static final Digest DIGEST = Digest.of(new byte[0]);
    private static final ModelName NAME = ModelName.of("samples/hotel-rooms-rating");

    @TempDir
    Path folder;

    @Test
    void tellsAHubWhatItIs() {
        Map<String, Object> yaml =
                YamlTest.read(frontMatter(card(List.of("1", "2"), "A rating.").markdown()));

        assertThat(yaml)
                .containsEntry("language", List.of("en", "no"))
                .containsEntry("license", "apache-2.0")
                .containsEntry("library_name", "transformers")
                .containsEntry("pipeline_tag", "text-classification")
                .containsEntry("base_model", List.of("sentence-transformers/all-MiniLM-L6-v2"))
                .containsEntry("base_model_relation", "finetune")
                .containsEntry("datasets", List.of("samples/hotel-rooms"))
                .containsEntry("metrics", List.of("accuracy", "f1"))
                .containsEntry("tags", List.of("aprendiz", "fine-tuned"))
                .containsEntry(
                        "model-index",
                        List.of(Map.of(
                                "name",
                                "samples/hotel-rooms-rating",
                                "results",
                                List.of(Map.of(
                                        "task", Map.of("type", "text-classification"),
                                        "dataset",
                                                Map.of(
                                                        "type", "samples/hotel-rooms",
                                                        "name", "samples/hotel-rooms",
                                                        "split", "test",
                                                        "revision", "3"),
                                        "metrics",
                                                List.of(
                                                        Map.of("type", "accuracy", "name", "accuracy", "value", 0.75),
                                                        Map.of("type", "f1", "name", "macro-f1", "value", 0.7)))))));
    }

    @Test
    void comparesWithTheBaselines() throws Exception {
        ModelCard card = card(List.of("1"), "A rating.");
        card.write(folder);
        assertThat(folder.resolve("README.md"))
                .content()
                .isEqualTo(card.markdown())
                .contains("# samples/hotel-rooms-rating\n\nA rating.\n")
                .contains("| metric | this model | from-scratch | majority |\n|---|---:|---:|---:|\n")
                .contains("| accuracy | 0.7500 | 0.5000 | 0.2500 |\n")
                .contains("| macro-f1 | 0.7000 |  | 0.1000 |\n")
                .contains("- fine tuned from: sentence-transformers/all-MiniLM-L6-v2@1 (`e3b0c44298fc`)\n")
                .contains("    {\n      \"technique\" : \"transfer\"\n    }\n")
                .contains("/models/samples/hotel-rooms-rating")
                .contains("pipeline(\"text-classification\", model=\"samples/hotel-rooms-rating\")");
    }

    @Test
    void showsHowSureTheFiguresAreAndItsPictures() {
        ModelCard plain = card(List.of("1"), "A rating.");
        ModelCard.Evidence evidence = new ModelCard.Evidence(
                new TreeMap<>(Map.of("accuracy", new Interval(0.6, 0.85))),
                List.of(new ModelCard.Picture("plots/loss.svg", "Loss [by step]")),
                List.of(new ModelCard.Cost("student", 66_000_000, 264_100_000, 12.34, 99.6)));
        String page = new ModelCard(
                        NAME, plain.manifest(), List.of("1"), "apache-2.0", List.of("en"), "A rating.", evidence)
                .markdown();
        assertThat(page)
                .contains("| accuracy | 0.7500 \\[0.6000, 0.8500\\] | 0.5000 | 0.2500 |\n")
                .contains("| macro-f1 | 0.7000 |  | 0.1000 |\n")
                .contains("![Loss \\[by step\\]](plots/loss.svg)\n")
                .contains("## What it costs")
                .contains("| student | 66,000,000 | 264.1 | 12.3 | 100 |\n");
        assertThat(plain.markdown()).doesNotContain("confidence").doesNotContain("costs");
    }

    @Test
    void keepsLabelsFromBecomingMarkup() {
        String page = card(List.of("a|b", "<script>", "*x*\n# y", "[l](u)"), "").markdown();
        assertThat(page)
                .contains("- 0: a\\|b\n- 1: \\<script\\>\n- 2: \\*x\\* \\# y\n- 3: \\[l\\](u)\n")
                .contains("# samples/hotel-rooms-rating\n\n## How it was made");
    }

    @Test
    void saysOfABaseModelOnlyWhatIsKnown() {
        Manifest manifest =
                new Manifest(1, Kind.BASE, Task.FEATURE_EXTRACTION, List.of(), null, null, null, null, null, List.of());
        String page = new ModelCard(NAME, manifest, List.of(), null, List.of(), "Vectors.").markdown();
        assertThat(YamlTest.read(frontMatter(page)))
                .containsOnlyKeys("library_name", "pipeline_tag", "tags")
                .containsEntry("pipeline_tag", "feature-extraction");
        assertThat(page)
                .doesNotContain("## Labels")
                .doesNotContain("## How good")
                .doesNotContain("null");
    }

    private static String frontMatter(String page) {
        return page.substring(4, page.indexOf("\n---\n"));
    }

    private static ModelCard card(List<String> labels, String summary) {
        Manifest manifest = new Manifest(
                1,
                Kind.FINE_TUNED,
                Task.TEXT_CLASSIFICATION,
                List.of(
                        new Parent(
                                Relation.FINE_TUNED_FROM,
                                RepositoryType.MODEL,
                                ModelName.of("sentence-transformers/all-MiniLM-L6-v2"),
                                1,
                                DIGEST),
                        new Parent(
                                Relation.TRAINED_ON,
                                RepositoryType.DATASET,
                                ModelName.of("samples/hotel-rooms"),
                                3,
                                DIGEST)),
                ModelConfigTest.json("{\"technique\":\"transfer\"}"),
                42L,
                new TreeMap<>(Map.of(
                        "accuracy", 0.75,
                        "macro-f1", 0.7,
                        "majority/accuracy", 0.25,
                        "majority/macro-f1", 0.1,
                        "from-scratch/accuracy", 0.5,
                        "loss", Double.NaN)),
                "job-1",
                "Aprendiz, Java 25",
                List.of());
        return new ModelCard(NAME, manifest, labels, "apache-2.0", List.of("en", "no"), summary);
    }
}
