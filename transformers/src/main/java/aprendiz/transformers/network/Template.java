package aprendiz.transformers.network;

import java.util.Map;

/** Programs with holes: {@code {name}} stands for a number of the config. */
final class Template {

    static String fill(String program, Map<String, ? extends Number> numbers) {
        String filled = program;
        for (Map.Entry<String, ? extends Number> entry : numbers.entrySet()) {
            filled = filled.replace("{" + entry.getKey() + "}", entry.getValue().toString());
        }
        return filled;
    }

    private Template() {}
}
