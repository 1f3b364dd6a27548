package aprendiz.transformers.network;

import java.util.Map;

/** Programs with holes: {@code {name}} stands for a number of the config or for a piece of program. */
final class Template {

    static String fill(String program, Map<String, ?> values) {
        String filled = program;
        for (Map.Entry<String, ?> entry : values.entrySet()) {
            filled = filled.replace("{" + entry.getKey() + "}", entry.getValue().toString());
        }
        return filled;
    }

    private Template() {}
}
