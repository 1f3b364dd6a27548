package aprendiz.registry.comparing;

import aprendiz.model.catalog.VersionDiff.FieldChange;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Where two JSON documents differ. */
final class Fields {

    private final List<FieldChange> changes = new ArrayList<>();

    /** By JSON pointer; whatever is not an object on both sides is taken as a whole. */
    static List<FieldChange> differing(JsonNode from, JsonNode to) {
        Fields fields = new Fields();
        fields.compare(
                "", from == null ? MissingNode.getInstance() : from, to == null ? MissingNode.getInstance() : to);
        return fields.changes;
    }

    private void compare(String pointer, JsonNode from, JsonNode to) {
        if (from.equals(to)) {
            return;
        }
        boolean objects = (from.isObject() || from.isMissingNode()) && (to.isObject() || to.isMissingNode());
        if (!objects) {
            changes.add(new FieldChange(pointer, orNull(from), orNull(to)));
            return;
        }
        TreeSet<String> names = new TreeSet<>();
        from.fieldNames().forEachRemaining(names::add);
        to.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            compare(pointer + "/" + name.replace("~", "~0").replace("/", "~1"), from.path(name), to.path(name));
        }
    }

    private static JsonNode orNull(JsonNode node) {
        return node.isMissingNode() ? null : node;
    }
}
