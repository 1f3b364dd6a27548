package aprendiz.training.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Texts that stand in more than one part, so that a measure flatters. */
final class Duplicates {

    private Duplicates() {}

    static List<String> between(List<String> train, List<String> validation, List<String> test) {
        List<String> warnings = new ArrayList<>();
        Set<String> seen = new HashSet<>(train);
        warn(warnings, "validation", repeated(validation, seen), "in the training part too");
        seen.addAll(validation);
        warn(warnings, "test", repeated(test, seen), "in the training or validation part too: the measures flatter");
        return warnings;
    }

    private static long repeated(List<String> part, Set<String> seen) {
        return part.stream().filter(seen::contains).count();
    }

    private static void warn(List<String> warnings, String part, long duplicates, String where) {
        if (duplicates > 0) {
            warnings.add("duplicates: " + duplicates + " texts of the " + part + " part stand " + where);
        }
    }
}
