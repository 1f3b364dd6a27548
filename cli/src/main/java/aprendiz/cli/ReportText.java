package aprendiz.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A job's report for people: the model beside its baselines, the losses, the gate, the warnings. */
final class ReportText {

    private final JsonNode report;
    private final Shown shown;

    ReportText(JsonNode report, Shown shown) {
        this.report = report;
        this.shown = shown;
    }

    void show() {
        JsonNode parts = report.path("parts");
        if (!report.path("labels").isEmpty()) {
            shown.line("%d labels: %s", report.path("labels").size(), String.join(", ", texts(report.path("labels"))));
        }
        shown.line(
                "%d texts to learn from, %d to choose by, %d never seen, on which all is measured",
                size(parts, "train"), size(parts, "validation"), size(parts, "test"));
        shown.line("");
        metrics();
        losses();
        for (JsonNode verdict : report.path("gate")) {
            shown.line("gate %s: %s", verdict.path("passed").asBoolean() ? "passed" : "FAILED", said(verdict));
        }
        for (JsonNode warning : report.path("warnings")) {
            shown.line("note: %s", warning.asText());
        }
    }

    private static String said(JsonNode verdict) {
        String gate = verdict.path("gate").asText();
        return verdict.has("bar")
                ? gate + " (" + number(verdict.path("measured")) + " against " + number(verdict.path("bar")) + ")"
                : gate;
    }

    private static int size(JsonNode parts, String part) {
        return parts.path(part).path("examples").asInt();
    }

    /** A column for each metric of the model, a row for it and for each baseline; in brackets its intervals. */
    private void metrics() {
        JsonNode metrics = report.path("metrics");
        List<String> columns = new ArrayList<>();
        metrics.fieldNames().forEachRemaining(name -> {
            if (!name.contains("/")) {
                columns.add(name);
            }
        });
        List<String> head = new ArrayList<>(List.of("ON THE TEST PART"));
        columns.forEach(column -> head.add(column.toUpperCase(Locale.ROOT)));
        Set<String> rows = new LinkedHashSet<>(List.of(""));
        report.path("baselines").fieldNames().forEachRemaining(rows::add);
        List<List<String>> table = new ArrayList<>();
        for (String row : rows) {
            String prefix = row.isEmpty() ? "" : row + "/";
            List<String> cells = new ArrayList<>(List.of(row.isEmpty() ? "this model" : row));
            columns.forEach(column -> cells.add(number(metrics.path(prefix + column)) + interval(row, column)));
            table.add(cells);
        }
        shown.table(head, table);
    }

    private String interval(String row, String metric) {
        JsonNode interval = report.path("intervals").path(metric);
        return row.isEmpty() && interval.isObject()
                ? " [" + number(interval.path("low")) + " " + number(interval.path("high")) + "]"
                : "";
    }

    private void losses() {
        report.path("trainings").properties().forEach(entry -> {
            JsonNode training = entry.getValue();
            List<String> points = new ArrayList<>();
            for (JsonNode evaluation : training.path("evaluations")) {
                points.add(number(evaluation.path("trainingLoss")) + "/" + number(evaluation.path("validationLoss")));
            }
            shown.line(
                    "%s: loss in training/validation %s (%.0f s)",
                    entry.getKey(),
                    String.join(" ", points),
                    training.path("seconds").asDouble());
        });
    }

    private static String number(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.3f", value.asDouble()) : "-";
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
