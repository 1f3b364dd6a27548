package aprendiz.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A job's report for people: the model beside its baselines, the losses, the gate, the warnings. */
final class ReportText {

    /** Of any task, in the order in which people look at them. */
    private static final List<String> FOREMOST = List.of(
            "accuracy",
            "macro-f1",
            "weighted-f1",
            "micro-f1",
            "f1",
            "exact-match",
            "precision",
            "recall",
            "pearson",
            "spearman",
            "mae",
            "mrr",
            "perplexity");

    private static final int COLUMNS = 4;

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
        if (parts.has("unlabelled")) {
            shown.line("%d more without labels, learned from the teacher alone", size(parts, "unlabelled"));
        }
        shown.line("");
        trials();
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

    /** Of a search: what was tried, round by round. */
    private void trials() {
        JsonNode search = report.path("search");
        if (search.isMissingNode()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode trial : search.path("trials")) {
            String measured = number(trial.path("measured"));
            rows.add(List.of(
                    trial.path("number").asText(),
                    trial.path("round").asText(),
                    trial.path("settings").toString(),
                    measured.equals("-") ? trial.path("state").asText() : measured));
        }
        String metric = search.path("metric").asText().toUpperCase(Locale.ROOT);
        shown.table(List.of("TRIAL", "ROUND", "SETTINGS", metric + " IN VALIDATION"), rows);
        shown.line("");
    }

    /** A column for each of the task's foremost metrics, a row for the model and for each baseline. */
    private void metrics() {
        JsonNode metrics = report.path("metrics");
        List<String> columns =
                FOREMOST.stream().filter(metrics::has).limit(COLUMNS).toList();
        List<String> head = new ArrayList<>(List.of("ON THE TEST PART"));
        columns.forEach(column -> head.add(column.toUpperCase(Locale.ROOT)));
        Set<String> rows = new LinkedHashSet<>(List.of(""));
        report.path("baselines").fieldNames().forEachRemaining(rows::add);
        List<List<String>> table = new ArrayList<>();
        for (String row : rows) {
            String prefix = row.isEmpty() ? "" : row + "/";
            List<String> cells = new ArrayList<>(List.of(row.isEmpty() ? "this model" : row));
            columns.forEach(column -> cells.add(number(metrics.path(prefix + column))));
            table.add(cells);
        }
        report.path("teachers").properties().forEach(entry -> {
            List<String> cells = new ArrayList<>(List.of(entry.getKey() + " alone"));
            columns.forEach(column -> cells.add(number(entry.getValue().path(column))));
            table.add(cells);
        });
        shown.table(head, table);
        List<String> sure = new ArrayList<>();
        for (String column : columns) {
            JsonNode interval = report.path("intervals").path(column);
            if (interval.isObject()) {
                sure.add(column + " " + number(interval.path("low")) + " to " + number(interval.path("high")));
            }
        }
        if (!sure.isEmpty()) {
            shown.line("95 %% intervals of this model: %s", String.join(", ", sure));
        }
        costs();
    }

    /** What teacher and student cost on the machine that trained. */
    private void costs() {
        List<List<String>> rows = new ArrayList<>();
        report.path("burdens").properties().forEach(entry -> {
            JsonNode burden = entry.getValue();
            rows.add(List.of(
                    entry.getKey(),
                    String.format(Locale.ROOT, "%,d", burden.path("parameters").asLong()),
                    String.format(Locale.ROOT, "%.1f", burden.path("bytes").asLong() / 1e6),
                    String.format(
                            Locale.ROOT, "%.1f", burden.path("latencyMillis").asDouble()),
                    String.format(
                            Locale.ROOT, "%.0f", burden.path("textsPerSecond").asDouble())));
        });
        if (!rows.isEmpty()) {
            shown.table(List.of("COSTS", "PARAMETERS", "MB", "MS FOR ONE", "TEXTS/S"), rows);
        }
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
