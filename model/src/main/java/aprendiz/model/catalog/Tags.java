package aprendiz.model.catalog;

import aprendiz.model.Problem;
import java.util.List;
import java.util.regex.Pattern;

/** Words to find a version by. */
final class Tags {

    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}:._/-]{0,95}");
    private static final int MOST = 100;

    /** The same tags, sorted and each once; none for null. */
    static List<String> check(List<String> tags) {
        if (tags == null) {
            return List.of();
        }
        for (String tag : tags) {
            if (tag == null || !TAG.matcher(tag).matches()) {
                throw Problem.invalid(
                        "Bad tag",
                        "tags: " + Problem.quoted(tag) + " must be 1 to 96 letters, digits, ':', '.', '_', '/' or '-'");
            }
        }
        if (tags.size() > MOST) {
            throw Problem.invalid("Too many tags", "tags: " + tags.size() + "; " + MOST + " are the most");
        }
        return tags.stream().distinct().sorted().toList();
    }

    private Tags() {}
}
