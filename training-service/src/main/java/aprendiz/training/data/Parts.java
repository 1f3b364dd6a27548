package aprendiz.training.data;

import aprendiz.transformers.training.LabelledText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Examples in three parts, each in the order of its file.
 *
 * @param labels in the order of the logits: by number if all are numbers, else by code point
 * @param train what is learned from
 * @param validation what chooses the best checkpoint
 * @param test what training never sees
 */
public record Parts(
        List<String> labels, List<LabelledText> train, List<LabelledText> validation, List<LabelledText> test) {

    /**
     * How large a part is.
     *
     * @param perLabel in the order of the labels' names
     */
    public record Size(int examples, SortedMap<String, Integer> perLabel) {}

    public Parts {
        labels = List.copyOf(labels);
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    public Size size(List<LabelledText> part) {
        SortedMap<String, Integer> perLabel = new TreeMap<>();
        labels.forEach(label -> perLabel.put(label, 0));
        part.forEach(one -> perLabel.merge(labels.get(one.label()), 1, Integer::sum));
        return new Size(part.size(), perLabel);
    }

    /** What a careful reader should know of the parting. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        Set<String> seen = texts(train);
        warn(warnings, "validation", repeated(validation, seen), "in the training part too");
        seen.addAll(texts(validation));
        warn(warnings, "test", repeated(test, seen), "in the training or validation part too: the measures flatter");
        return warnings;
    }

    private static Set<String> texts(List<LabelledText> part) {
        Set<String> texts = new HashSet<>();
        part.forEach(one -> texts.add(one.text()));
        return texts;
    }

    private static long repeated(List<LabelledText> part, Set<String> seen) {
        return part.stream().filter(one -> seen.contains(one.text())).count();
    }

    private static void warn(List<String> warnings, String part, long duplicates, String where) {
        if (duplicates > 0) {
            warnings.add("duplicates: " + duplicates + " texts of the " + part + " part stand " + where);
        }
    }
}
