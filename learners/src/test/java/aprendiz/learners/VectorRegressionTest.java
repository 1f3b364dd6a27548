package aprendiz.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class VectorRegressionTest {

    /** What scikit-learn learns; src/test/python/golden_vectors.py asked it. */
    @Test
    void learnsAsScikitLearnDoes() throws IOException {
        JsonNode goldens;
        try (InputStream in = VectorRegressionTest.class.getResourceAsStream("vectors.json")) {
            goldens = Json.parse(in.readAllBytes(), "vectors.json", JsonNode.class);
        }
        assertThat(goldens).hasSize(3);
        for (JsonNode golden : goldens) {
            int labels = golden.path("labels").asInt();
            VectorRegression learned = new VectorRegression(
                    Json.MAPPER.convertValue(golden.path("vectors"), float[][].class),
                    Json.MAPPER.convertValue(golden.path("truth"), int[].class),
                    labels,
                    golden.path("cost").asDouble(),
                    golden.path("balanced").asBoolean());
            float[][] weights = Json.MAPPER.convertValue(golden.path("weights"), float[][].class);
            float[] intercepts = Json.MAPPER.convertValue(golden.path("intercepts"), float[].class);
            assertThat(learned.intercepts()).containsExactly(intercepts, within(1e-3f));
            for (int label = 0; label < labels; label++) {
                assertThat(learned.weights()[label]).containsExactly(weights[label], within(1e-3f));
            }
        }
    }
}
