package aprendiz.journey.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a report's metrics say of others than the model: {@code tf-idf/accuracy}. */
final class Baselines {

    /** One metric of each, by name. */
    static Map<String, Double> of(JsonNode metrics, String metric) {
        Map<String, Double> figures = new TreeMap<>();
        metrics.properties().forEach(entry -> {
            String name = entry.getKey();
            if (name.endsWith("/" + metric)) {
                figures.put(
                        name.substring(0, name.indexOf('/')), entry.getValue().asDouble());
            }
        });
        return figures;
    }

    static String text(Map<String, Double> figures) {
        return figures.entrySet().stream()
                .map(figure -> String.format(Locale.ROOT, "%s %.3f", figure.getKey(), figure.getValue()))
                .collect(Collectors.joining(", "));
    }

    private Baselines() {}
}
