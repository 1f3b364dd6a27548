package aprendiz.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.Json;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what transformers saves; src/test/python/expected_tensors.py wrote it down. */
class ExpectedTensorsTest {

    record Saved(ModelConfig config, TreeMap<String, List<Long>> tensors) {
        @Override
        public String toString() {
            return config.architectures().getFirst();
        }
    }

    static Stream<Saved> saved() throws IOException {
        List<Saved> all = new ArrayList<>();
        try (InputStream in = ExpectedTensorsTest.class.getResourceAsStream("expected-tensors.json")) {
            for (JsonNode one : Json.MAPPER.readTree(in)) {
                ModelConfig config = ModelConfig.of((ObjectNode) one.get("config"));
                all.add(new Saved(config, Json.MAPPER.convertValue(one.get("tensors"), new TypeReference<>() {})));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("saved")
    void takesWhatTransformersSaves(Saved saved) {
        assertThat(complaints(saved)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("saved")
    void missesEveryTensorThatIsLeftOut(Saved saved) {
        for (String name : List.copyOf(saved.tensors().keySet())) {
            List<Long> shape = saved.tensors().remove(name);
            boolean pooler = saved.toString().equals("BertModel") && name.startsWith("pooler.");
            assertThat(complaints(saved))
                    .hasSize(pooler ? 0 : 1)
                    .allMatch(said -> said.contains("'" + name + "'") || said.contains("." + name + "'"));
            saved.tensors().put(name, shape);
        }
    }

    @ParameterizedTest
    @MethodSource("saved")
    void namesEveryWrongShape(Saved saved) {
        saved.tensors()
                .replaceAll((name, shape) ->
                        Stream.concat(shape.stream(), Stream.of(1L)).toList());
        assertThat(complaints(saved)).hasSize(saved.tensors().size()).allMatch(said -> said.contains("has shape"));
    }

    @Test
    void refusesLayersThatTheConfigurationDoesNotKnow() throws IOException {
        Saved bert = saved().filter(one -> one.toString().equals("BertForSequenceClassification"))
                .findFirst()
                .orElseThrow();
        bert.tensors().put("bert.encoder.layer.1.output.dense.bias", List.of(4L));
        bert.tensors().put("bert.embeddings.position_ids", List.of(1L, 5L));
        bert.tensors().put("something.else", List.of(1L));
        assertThat(complaints(bert)).singleElement().asString().contains("encoder.layer.1", "has no place");
    }

    @Test
    void knowsTheOldNamesOfLayerNorms() throws IOException {
        Saved bert = saved().findFirst().orElseThrow();
        TreeMap<String, List<Long>> old = new TreeMap<>();
        bert.tensors()
                .forEach((name, shape) -> old.put(
                        name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"),
                        shape));
        assertThat(complaints(new Saved(bert.config(), old))).isEmpty();
    }

    @Test
    void saysNothingOfClassesThatItDoesNotKnow() throws IOException {
        ModelConfig config = saved().findFirst().orElseThrow().config();
        assertThat(ExpectedTensors.of(config.withHead("BertForRiddles", List.of())))
                .isEmpty();
    }

    private static List<String> complaints(Saved saved) {
        return ExpectedTensors.of(saved.config()).orElseThrow().complaints(saved.tensors());
    }
}
