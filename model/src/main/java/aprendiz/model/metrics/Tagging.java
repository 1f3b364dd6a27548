package aprendiz.model.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How entities are read off tags such as {@code B-PER, I-PER, O}. */
public enum Tagging {
    /** As seqeval does unless told otherwise, and conlleval: an {@code I-} that follows nothing of its type begins one. */
    LENIENT,
    /** As seqeval with {@code mode="strict", scheme=IOB2}: an entity begins with {@code B-}, and a stray {@code I-} is none. */
    IOB2;

    /**
     * Tags of one type beside each other.
     *
     * @param start the place of its first tag
     * @param end one behind its last
     */
    public record Entity(String type, int start, int end) {}

    /** The entities of one sentence, in order. A tag without a type, such as {@code B}, has the type {@code _}. */
    public List<Entity> entities(List<String> tags) {
        List<Entity> entities = new ArrayList<>();
        String open = null;
        int start = 0;
        for (int i = 0; i <= tags.size(); i++) {
            String tag = i < tags.size() ? tags.get(i) : "O";
            boolean outside = tag.equals("O");
            String type = outside ? null : type(tag);
            boolean goesOn = open != null && tag.startsWith("I") && open.equals(type);
            if (goesOn) {
                continue;
            }
            if (open != null) {
                entities.add(new Entity(open, start, i));
            }
            open = outside || (this == IOB2 && !tag.startsWith("B")) ? null : type;
            start = i;
        }
        return entities;
    }

    /** What stands behind the first hyphen. */
    private static String type(String tag) {
        String rest = tag.length() > 1 && tag.charAt(1) == '-' ? tag.substring(2) : tag.substring(1);
        return rest.isEmpty() ? "_" : rest;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
