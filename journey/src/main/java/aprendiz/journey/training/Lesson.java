package aprendiz.journey.training;

import aprendiz.journey.bench.Line;
import aprendiz.journey.bench.Verdict;
import aprendiz.model.metrics.Interval;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a job on one data set came to.
 *
 * @param data what was learned
 * @param metric that counts
 * @param figure of the model on the test part
 * @param interval of the figure at 95 %; null if it has none
 * @param demands on it
 * @param baselines the same metric of each, in order
 * @param parts sizes of train, validation and test
 * @param minutes that the job took, baselines and all
 * @param note what else is to be known; may be empty
 */
record Lesson(
        String data,
        String metric,
        double figure,
        Interval interval,
        List<Demand> demands,
        Map<String, Double> baselines,
        String parts,
        double minutes,
        String note)
        implements Line {

    static final List<String> HEAD = List.of(
            "data",
            "metric",
            "ours",
            "95 % interval",
            "to reach",
            "",
            "baselines",
            "train / validation / test",
            "minutes",
            "note");

    /** Something that was to be reached. */
    record Demand(String text, boolean met) {}

    /**
     * From a job's own words.
     *
     * @param job as the service shows it
     * @param report of the job
     */
    static Lesson of(Exam exam, JsonNode job, JsonNode report) {
        JsonNode metrics = report.path("metrics");
        double figure = metrics.path(exam.metric()).asDouble(Double.NaN);
        JsonNode interval = report.path("intervals").path(exam.metric());
        Map<String, Double> baselines = Baselines.of(metrics, exam.metric());
        return new Lesson(
                exam.data(),
                exam.metric(),
                figure,
                interval.isMissingNode()
                        ? null
                        : new Interval(
                                interval.path("low").asDouble(),
                                interval.path("high").asDouble()),
                demands(exam, figure, baselines, report.path("burdens")),
                baselines,
                parts(report.path("parts")),
                minutes(job),
                note(exam, metrics, report));
    }

    private static List<Demand> demands(Exam exam, double figure, Map<String, Double> baselines, JsonNode burdens) {
        List<Demand> demands = new ArrayList<>();
        if (exam.least() > 0) {
            demands.add(new Demand(String.format(Locale.ROOT, "at least %.3f", exam.least()), figure >= exam.least()));
        }
        exam.rivals()
                .forEach(rival -> demands.add(new Demand(
                        "above " + rival, figure > baselines.getOrDefault(rival, Double.POSITIVE_INFINITY))));
        if (exam.faster() > 0) {
            double share = figure / baselines.get("teacher");
            demands.add(new Demand(
                    String.format(Locale.ROOT, "at least %.2f of the teacher's (%.3f)", exam.kept(), share),
                    share >= exam.kept()));
            double faster = burdens.path("student").path("textsPerSecond").asDouble()
                    / burdens.path("teacher").path("textsPerSecond").asDouble();
            demands.add(new Demand(
                    String.format(Locale.ROOT, "at least %.1f times its throughput (%.2f)", exam.faster(), faster),
                    faster >= exam.faster()));
        }
        return demands;
    }

    private static String parts(JsonNode parts) {
        return List.of("train", "validation", "test").stream()
                .map(part -> parts.path(part).path("examples").asText())
                .collect(Collectors.joining(" / "));
    }

    private static double minutes(JsonNode job) {
        Instant started = Instant.parse(job.path("startedAt").asText());
        return Duration.between(started, Instant.parse(job.path("endedAt").asText()))
                        .toSeconds()
                / 60.0;
    }

    /** Which gains are beyond chance, and a second metric where there is one. */
    private static String note(Exam exam, JsonNode metrics, JsonNode report) {
        List<String> notes = new ArrayList<>();
        exam.also().forEach(metric -> {
            String rivals = Baselines.text(Baselines.of(metrics, metric));
            notes.add(String.format(
                    Locale.ROOT, "%s %.3f (%s)", metric, metrics.path(metric).asDouble(), rivals));
        });
        exam.rivals().forEach(rival -> {
            JsonNode gain = report.path("gains").path(rival).path(exam.metric());
            if (!gain.isMissingNode()) {
                notes.add(String.format(
                        Locale.ROOT,
                        "gain on %s %.3f to %.3f",
                        rival,
                        gain.path("low").asDouble(),
                        gain.path("high").asDouble()));
            }
        });
        return String.join("; ", notes);
    }

    @Override
    public Verdict verdict() {
        return demands.stream().allMatch(Demand::met) ? Verdict.REACHED : Verdict.MISSED;
    }

    @Override
    public List<String> cells() {
        return List.of(
                data,
                metric,
                String.format(Locale.ROOT, "%.3f", figure),
                interval == null ? "" : String.format(Locale.ROOT, "%.3f to %.3f", interval.low(), interval.high()),
                demands.stream().map(Demand::text).collect(Collectors.joining("; ")),
                verdict().toString(),
                Baselines.text(baselines),
                parts,
                String.format(Locale.ROOT, "%.0f", minutes),
                note);
    }
}
