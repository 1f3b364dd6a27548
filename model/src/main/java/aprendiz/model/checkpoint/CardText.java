package aprendiz.model.checkpoint;

import aprendiz.model.Json;
import aprendiz.model.Manifest;
import aprendiz.model.Parent;
import aprendiz.model.Relation;
import aprendiz.model.Task;
import aprendiz.model.metrics.Interval;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** The page of a model card that people read. */
final class CardText {

    private final ModelCard card;
    private final Manifest manifest;
    private final StringBuilder page = new StringBuilder();

    CardText(ModelCard card) {
        this.card = card;
        this.manifest = card.manifest();
    }

    String page() {
        page.append("# ").append(card.name()).append("\n\n");
        if (!card.summary().isBlank()) {
            page.append(card.summary().strip()).append("\n\n");
        }
        making();
        metrics();
        costs();
        labels();
        use();
        return page.toString();
    }

    private void making() {
        page.append("## How it was made\n\n");
        page.append("- kind: ").append(manifest.kind()).append('\n');
        for (Parent parent : manifest.parents()) {
            page.append("- ").append(words(parent.relation())).append(": ");
            page.append(parent.name()).append('@').append(parent.version());
            page.append(" (`").append(parent.digest().hex(), 0, 12).append("`)\n");
        }
        if (manifest.seed() != null) {
            page.append("- seed: ").append(manifest.seed()).append('\n');
        }
        if (manifest.producer() != null) {
            page.append("- made with: ").append(plain(manifest.producer())).append('\n');
        }
        page.append('\n');
        if (manifest.recipe() != null) {
            page.append("The recipe:\n\n");
            String json = new String(Json.pretty(manifest.recipe()), StandardCharsets.UTF_8);
            // indented, since a fence could be closed by what is inside
            json.lines().forEach(line -> page.append("    ").append(line).append('\n'));
            page.append('\n');
        }
    }

    /** One row for each metric, one column for the model and each baseline that was measured with it. */
    private void metrics() {
        SortedMap<String, Double> own = card.ownMetrics();
        if (own.isEmpty()) {
            return;
        }
        SortedSet<String> baselines = new TreeSet<>();
        for (String metric : manifest.metrics().keySet()) {
            if (metric.contains("/")) {
                baselines.add(metric.substring(0, metric.indexOf('/')));
            }
        }
        List<String> columns = new ArrayList<>(List.of("metric", "this model"));
        baselines.forEach(baseline -> columns.add(plain(baseline)));
        page.append("## How good it is\n\nMeasured on a test part that the training never saw.\n\n");
        row(columns);
        page.append("|---").append("|---:".repeat(columns.size() - 1)).append("|\n");
        for (String metric : own.keySet()) {
            List<String> cells = new ArrayList<>(List.of(plain(metric), sure(metric, own.get(metric))));
            baselines.forEach(baseline -> cells.add(number(manifest.metrics().get(baseline + "/" + metric))));
            row(cells);
        }
        page.append('\n');
        if (!card.evidence().intervals().isEmpty()) {
            page.append("In brackets: 95 % confidence intervals.\n\n");
        }
        for (ModelCard.Picture picture : card.evidence().pictures()) {
            page.append("![").append(plain(picture.caption())).append("](").append(picture.path());
            page.append(")\n\n");
        }
    }

    private void costs() {
        if (card.evidence().costs().isEmpty()) {
            return;
        }
        page.append("## What it costs\n\nMeasured on the machine that made it.\n\n");
        row(List.of("model", "parameters", "MB on disk", "ms for one text", "texts per second"));
        page.append("|---|---:|---:|---:|---:|\n");
        for (ModelCard.Cost cost : card.evidence().costs()) {
            row(List.of(
                    plain(cost.model()),
                    String.format(Locale.ROOT, "%,d", cost.parameters()),
                    String.format(Locale.ROOT, "%.1f", cost.bytes() / 1e6),
                    String.format(Locale.ROOT, "%.1f", cost.latencyMillis()),
                    String.format(Locale.ROOT, "%.0f", cost.textsPerSecond())));
        }
        page.append('\n');
    }

    /** The figure with its interval, where it has one. */
    private String sure(String metric, Double value) {
        Interval interval = card.evidence().intervals().get(metric);
        return interval == null
                ? number(value)
                : number(value) + " \\[" + number(interval.low()) + ", " + number(interval.high()) + "\\]";
    }

    private void labels() {
        if (card.labels().isEmpty()) {
            return;
        }
        page.append("## Labels\n\n");
        for (int id = 0; id < card.labels().size(); id++) {
            page.append("- ")
                    .append(id)
                    .append(": ")
                    .append(plain(card.labels().get(id)))
                    .append('\n');
        }
        page.append('\n');
    }

    private void use() {
        page.append("## How to use it\n\n");
        if (manifest.task() == Task.TEXT_CLASSIFICATION) {
            page.append("""
                    Served by Aprendiz:

                    ```sh
                    curl -H 'Content-Type: application/json' -d '{"inputs": "a text"}' http://127.0.0.1:8083/models/%1$s
                    ```

                    """.formatted(card.name()));
        }
        page.append("""
                In Python, from a registry or from a folder:

                ```python
                from transformers import pipeline

                model = pipeline("%1$s", model="%2$s")
                print(model("a text"))
                ```
                """.formatted(manifest.task(), card.name()));
    }

    private void row(List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String number(Double value) {
        return value == null || !Double.isFinite(value) ? "" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String words(Relation relation) {
        return relation.toString().replace('-', ' ');
    }

    /** Text on one line that Markdown and HTML take for nothing but text. */
    private static String plain(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").replaceAll("([\\\\`*_{}\\[\\]<>#|~&!])", "\\\\$1");
    }
}
