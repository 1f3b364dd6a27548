package aprendiz.training.bases;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A wish to have a base model in the registry.
 *
 * @param source where it comes from; {@code minilm}
 * @param name what it shall be called
 */
record ImportRequest(String source, ModelName name) {

    static final String MINILM = "minilm";
    static final String MINILM_NAME = "sentence-transformers/all-MiniLM-L6-v2";

    /** @throws Problem of kind INVALID with every complaint */
    static ImportRequest of(JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.invalid("Bad import", "write it as {\"source\": \"minilm\"}");
        }
        List<Complaint> complaints = new ArrayList<>();
        body.fieldNames().forEachRemaining(field -> {
            if (!List.of("source", "name").contains(field)) {
                complaints.add(new Complaint(field, "is no field here; there are source, name"));
            }
        });
        if (!MINILM.equals(body.path("source").asText())) {
            complaints.add(new Complaint("source", "must be '" + MINILM + "'"));
        }
        ModelName name = null;
        try {
            name = ModelName.of(body.path("name").asText(MINILM_NAME));
        } catch (Problem problem) {
            complaints.add(new Complaint("name", problem.getMessage()));
        }
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Bad import", complaints);
        }
        return new ImportRequest(MINILM, name);
    }
}
