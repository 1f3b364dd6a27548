package aprendiz.inference.tei;

import aprendiz.inference.protocol.Fields;
import java.util.List;

/** Where texts are cut at their end, whatever is asked. */
final class Cutting {

    private Cutting() {}

    /** @throws aprendiz.model.Problem of kind INVALID if a request wants something else */
    static void onlyAtTheEnd(Fields request) {
        if (!request.flag("truncate", true)) {
            throw request.complaint("truncate", "false is not known here: longer texts are cut at their end");
        }
        request.word("truncation_direction", List.of("Right", "right"));
    }
}
