package aprendiz.transformers.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What src/test/python/make_tiny_tasks.py and make_tiny_embeddings.py made. */
final class Golden {

    /** The folder of a checkpoint. */
    static Path checkpoint(String name) {
        try {
            return Path.of(Golden.class.getResource("/tasks/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All cases of a task, by the name of their checkpoint. */
    static Map<String, List<JsonNode>> cases(String task) {
        return all(task).stream()
                .collect(Collectors.groupingBy(
                        one -> one.path("checkpoint").textValue(), TreeMap::new, Collectors.toList()));
    }

    static List<JsonNode> all(String task) {
        try {
            return list(Json.read(checkpoint(task + ".json"), JsonNode.class), one -> one);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> List<T> list(JsonNode array, Function<JsonNode, T> of) {
        List<T> list = new ArrayList<>();
        array.forEach(one -> list.add(of.apply(one)));
        return list;
    }

    static List<String> texts(JsonNode array) {
        return list(array, JsonNode::textValue);
    }

    static void assertLabels(List<LabelScore> answers, JsonNode expected, String where) {
        assertThat(answers.stream().map(LabelScore::label))
                .as(where)
                .containsExactlyElementsOf(
                        list(expected, one -> one.path("label").textValue()));
        for (int i = 0; i < answers.size(); i++) {
            assertNear(answers.get(i).score(), expected.path(i).path("score"), where);
        }
    }

    /** Within 1e-4, and within a thousandth where the number is small. */
    static void assertNear(double actual, JsonNode expected, String where) {
        double wanted = expected.doubleValue();
        assertThat(Math.abs(actual - wanted))
                .as("%s: %s, not %s", where, actual, wanted)
                .isLessThan(Math.min(1e-4, 1e-5 + Math.abs(wanted) * 1e-3));
    }

    private Golden() {}
}
