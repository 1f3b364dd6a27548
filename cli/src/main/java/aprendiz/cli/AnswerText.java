package aprendiz.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The answer of a model to one text, in lines for people. Which task it is of, its fields tell. */
final class AnswerText {

    private static final int SHOWN_NUMBERS = 6;

    private AnswerText() {}

    static List<String> lines(JsonNode answer, String text) {
        if (answer.has("error")) {
            return List.of("could not be answered: " + answer.path("error").asText() + "  (" + text + ")");
        }
        if (answer.isNumber()) {
            return List.of(format("%.4f  %s", answer.doubleValue(), text));
        }
        if (answer.has("answer")) {
            return List.of(found(answer));
        }
        JsonNode first = answer.path(0);
        if (first.isNumber()) {
            return List.of(vector(answer) + "  " + text);
        }
        if (first.has("token_str") || first.path(0).has("token_str")) {
            return fillings(first.isArray() ? answer : List.of(answer));
        }
        if (first.has("answer")) {
            return each(answer, AnswerText::found);
        }
        if (first.has("word")) {
            return each(answer, AnswerText::entity);
        }
        if (first.has("label") || answer.has("label")) {
            JsonNode best = best(answer);
            return List.of(format(
                    "%-12s %.3f  %s",
                    best.path("label").asText(), best.path("score").asDouble(), text));
        }
        return List.of("nothing found in  " + text);
    }

    /** The highest score of one text's answer, be it a list or a single pair. */
    static JsonNode best(JsonNode answer) {
        JsonNode best = answer.isArray() ? answer.path(0) : answer;
        for (JsonNode one : answer) {
            if (one.path("score").asDouble() > best.path("score").asDouble()) {
                best = one;
            }
        }
        return best;
    }

    private static String found(JsonNode answer) {
        String text = answer.path("answer").asText();
        return format(
                "%.3f  %s", answer.path("score").asDouble(), text.isEmpty() ? "(the context does not say)" : text);
    }

    private static String entity(JsonNode entity) {
        String label = entity.path("entity_group").asText(entity.path("entity").asText());
        return format(
                "%-12s %.3f  %s  [%d, %d]",
                label,
                entity.path("score").asDouble(),
                entity.path("word").asText(),
                entity.path("start").asInt(),
                entity.path("end").asInt());
    }

    private static List<String> fillings(Iterable<JsonNode> masks) {
        List<String> lines = new ArrayList<>();
        for (JsonNode mask : masks) {
            lines.addAll(each(
                    mask,
                    filling -> format(
                            "%-12s %.3f  %s",
                            filling.path("token_str").asText(),
                            filling.path("score").asDouble(),
                            filling.path("sequence").asText())));
        }
        return lines;
    }

    private static String vector(JsonNode numbers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(SHOWN_NUMBERS, numbers.size()); i++) {
            text.append(format("%.4f ", numbers.path(i).doubleValue()));
        }
        return numbers.size() + " numbers: " + text + (numbers.size() > SHOWN_NUMBERS ? "..." : "").strip();
    }

    private static List<String> each(JsonNode list, Function<JsonNode, String> line) {
        return StreamSupport.stream(list.spliterator(), false).map(line).toList();
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
