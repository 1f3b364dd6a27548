package aprendiz.training.jobs;

import aprendiz.training.run.Phase;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Jobs side by side.
 *
 * @param jobs in the order in which they were asked for; every list below has this order
 * @param recipe the fields in which their recipes differ
 * @param metrics of their models on their test parts; figures of different data are not comparable
 */
public record Comparison(List<Side> jobs, List<Difference> recipe, List<Row> metrics) {

    /**
     * One of the jobs.
     *
     * @param seconds from its start to its end; null if it has not ended
     * @param peakMemory of its process, in bytes
     * @param best losses at the step with the lowest validation loss of its first training; null if there is none yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Side(
            String id,
            JobState state,
            String technique,
            String model,
            Integer version,
            String error,
            Double seconds,
            Double expectedSeconds,
            Long peakMemory,
            long expectedMemory,
            Findings.Evaluation best) {}

    /** @param values null where a recipe has no such field */
    public record Difference(String field, List<JsonNode> values) {}

    /** @param figures null where a job has no such metric */
    public record Row(String metric, List<Figure> figures) {}

    /** A metric, with its 95 % interval where it has one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Figure(double value, Double low, Double high) {}

    /**
     * A job with what is known of it.
     *
     * @param report its report, missing if there is none
     */
    record Known(Job job, Findings.Metrics losses, JsonNode report) {

        private static final Collection<String> FIRST =
                List.of(Phase.FINE_TUNING.toString(), Phase.DISTILLING.toString());

        private Side side() {
            Double seconds = job.startedAt() == null || job.endedAt() == null
                    ? null
                    : Duration.between(job.startedAt(), job.endedAt()).toMillis() / 1000.0;
            Optional<Findings.Evaluation> best = losses.evaluations().stream()
                    .filter(one -> FIRST.contains(one.phase()))
                    .min(Comparator.comparingDouble(Findings.Evaluation::validationLoss));
            return new Side(
                    job.id(),
                    job.state(),
                    job.technique(),
                    job.model(),
                    job.version(),
                    job.error(),
                    seconds,
                    job.expectedSeconds(),
                    job.peakMemory(),
                    job.expectedMemory(),
                    best.orElse(null));
        }

        private Figure figure(String metric) {
            JsonNode value = metrics().path(metric);
            if (!value.isNumber()) {
                return null;
            }
            JsonNode interval = report.path("intervals").path(metric);
            return interval.isObject()
                    ? new Figure(
                            value.asDouble(),
                            interval.path("low").asDouble(),
                            interval.path("high").asDouble())
                    : new Figure(value.asDouble(), null, null);
        }

        private JsonNode metrics() {
            return job.metrics() == null ? MissingNode.getInstance() : job.metrics();
        }
    }

    static Comparison of(List<Known> jobs) {
        return new Comparison(jobs.stream().map(Known::side).toList(), differences(jobs), rows(jobs));
    }

    private static List<Difference> differences(List<Known> jobs) {
        List<Map<String, JsonNode>> recipes = new ArrayList<>();
        for (Known one : jobs) {
            Map<String, JsonNode> fields = new LinkedHashMap<>();
            flatten(one.job().recipe(), "", fields);
            recipes.add(fields);
        }
        return recipes.stream()
                .flatMap(recipe -> recipe.keySet().stream())
                .distinct()
                .map(field -> new Difference(field, values(recipes, field)))
                .filter(difference -> new HashSet<>(difference.values()).size() > 1)
                .toList();
    }

    private static List<JsonNode> values(List<Map<String, JsonNode>> recipes, String field) {
        return recipes.stream()
                .map(recipe -> recipe.getOrDefault(field, NullNode.getInstance()))
                .toList();
    }

    /** A list is one value: its places mean nothing to a reader. */
    private static void flatten(JsonNode node, String place, Map<String, JsonNode> fields) {
        node.properties().forEach(entry -> {
            String name = place.isEmpty() ? entry.getKey() : place + "." + entry.getKey();
            if (entry.getValue().isObject()) {
                flatten(entry.getValue(), name, fields);
            } else {
                fields.put(name, entry.getValue());
            }
        });
    }

    /** Those of the models themselves, not of baselines. */
    private static List<Row> rows(List<Known> jobs) {
        TreeSet<String> names = new TreeSet<>();
        jobs.forEach(one -> one.metrics().fieldNames().forEachRemaining(names::add));
        names.removeIf(name -> name.contains("/"));
        return names.stream()
                .map(name ->
                        new Row(name, jobs.stream().map(one -> one.figure(name)).toList()))
                .toList();
    }
}
