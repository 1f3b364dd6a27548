package aprendiz.registry.aliases;

import aprendiz.model.Json;
import aprendiz.model.catalog.GateVerdict;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;

/** Verdicts as the database keeps them. */
final class Verdicts {

    static List<GateVerdict> read(String json) {
        try {
            return Json.MAPPER.readValue(json, new TypeReference<List<GateVerdict>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable verdicts in the database", e);
        }
    }

    static String write(List<GateVerdict> verdicts) {
        try {
            return Json.MAPPER.writeValueAsString(verdicts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("verdicts can be written", e);
        }
    }

    private Verdicts() {}
}
