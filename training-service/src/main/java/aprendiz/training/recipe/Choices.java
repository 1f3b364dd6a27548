package aprendiz.training.recipe;

import aprendiz.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Random;

/** What a search may choose from for one setting. */
public sealed interface Choices {

    /** One of these. */
    record Values(List<JsonNode> values) implements Choices {
        public Values {
            values = List.copyOf(values);
        }
    }

    /**
     * Any number between two, both of which it may be.
     *
     * @param logarithmic whether each power of ten is as likely as the next, rather than each number
     * @param whole whether it is a whole number
     */
    record Range(double from, double to, boolean logarithmic, boolean whole) implements Choices {

        /** Four digits say enough. */
        private static final MathContext ROUNDED = new MathContext(4);

        /** @param part of the way from the one to the other, from 0 to 1 */
        private JsonNode at(double part) {
            double number = logarithmic ? from * Math.pow(to / from, part) : from + (to - from) * part;
            double rounded = new BigDecimal(number).round(ROUNDED).doubleValue();
            return number(Math.clamp(whole ? Math.rint(number) : rounded, from, to));
        }

        private JsonNode number(double value) {
            return whole ? LongNode.valueOf((long) value) : DoubleNode.valueOf(value);
        }

        private JsonNode toNode() {
            ObjectNode node = Json.MAPPER.createObjectNode();
            node.set("from", number(from));
            node.set("to", number(to));
            return node.put("scale", logarithmic ? "log" : "linear");
        }
    }

    /** Draws one. */
    default JsonNode draw(Random random) {
        return switch (this) {
            case Values one -> one.values.get(random.nextInt(one.values.size()));
            case Range range -> range.at(random.nextDouble());
        };
    }

    /** As a recipe writes it. */
    default JsonNode toJson() {
        return switch (this) {
            case Values one -> {
                ArrayNode list = Json.MAPPER.createArrayNode();
                one.values.forEach(list::add);
                yield list;
            }
            case Range range -> range.toNode();
        };
    }
}
