package aprendiz.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Jobs side by side: a column for each. */
final class JobTable {

    private final JsonNode comparison;
    private final Shown shown;

    JobTable(JsonNode comparison, Shown shown) {
        this.comparison = comparison;
        this.shown = shown;
    }

    void show() {
        List<String> head = new ArrayList<>(List.of(""));
        comparison.path("jobs").forEach(job -> head.add(job.path("id").asText()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("state", job -> text(job.path("state"))));
        rows.add(row("version", JobTable::version));
        rows.add(row("seconds", job -> number(job.path("seconds"), 0)));
        rows.add(row("seconds expected", job -> number(job.path("expectedSeconds"), 0)));
        rows.add(row("memory", job -> size(job.path("peakMemory"))));
        rows.add(row("memory expected", job -> size(job.path("expectedMemory"))));
        rows.add(row("best step", job -> text(job.path("best").path("step"))));
        rows.add(row("training loss", job -> number(job.path("best").path("trainingLoss"), 4)));
        rows.add(row("validation loss", job -> number(job.path("best").path("validationLoss"), 4)));
        for (JsonNode metric : comparison.path("metrics")) {
            List<String> row = new ArrayList<>(List.of(metric.path("metric").asText()));
            metric.path("figures").forEach(figure -> row.add(figure(figure)));
            rows.add(row);
        }
        for (JsonNode difference : comparison.path("recipe")) {
            List<String> row = new ArrayList<>(List.of(difference.path("field").asText()));
            difference.path("values").forEach(value -> row.add(text(value)));
            rows.add(row);
        }
        shown.table(head, rows);
    }

    private List<String> row(String name, Function<JsonNode, String> cell) {
        List<String> row = new ArrayList<>(List.of(name));
        comparison.path("jobs").forEach(job -> row.add(cell.apply(job)));
        return row;
    }

    /** How long a job took and how much memory, beside what was expected; empty if it has not ended. */
    static Optional<String> cost(JsonNode job) {
        if (!job.path("startedAt").isTextual() || !job.path("endedAt").isTextual()) {
            return Optional.empty();
        }
        Duration took = Duration.between(
                Instant.parse(job.path("startedAt").asText()),
                Instant.parse(job.path("endedAt").asText()));
        String seconds = job.path("expectedSeconds").isNumber()
                ? " (" + number(job.path("expectedSeconds"), 0) + " expected)"
                : "";
        String memory = job.path("peakMemory").isNumber()
                ? ", " + size(job.path("peakMemory")) + " of memory (" + size(job.path("expectedMemory")) + " expected)"
                : "";
        return Optional.of("took " + took.toSeconds() + " s" + seconds + memory);
    }

    private static String version(JsonNode job) {
        return job.path("version").isInt()
                ? job.path("model").asText() + "@" + job.path("version").asInt()
                : "-";
    }

    private static String figure(JsonNode figure) {
        String value = number(figure.path("value"), 4);
        return figure.path("low").isNumber()
                ? value + " [" + number(figure.path("low"), 4) + ", " + number(figure.path("high"), 4) + "]"
                : value;
    }

    private static String size(JsonNode bytes) {
        return bytes.isNumber() ? Shown.size(bytes.asLong()) : "-";
    }

    private static String number(JsonNode value, int digits) {
        return value.isNumber() ? String.format(Locale.ROOT, "%." + digits + "f", value.asDouble()) : "-";
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "-";
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }
}
