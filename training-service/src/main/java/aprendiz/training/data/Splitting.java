package aprendiz.training.data;

import aprendiz.model.Problem.Complaint;
import aprendiz.training.recipe.DataSource;
import aprendiz.transformers.training.LabelledText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Parts the examples of a data set: by label in equal shares or by whole groups, reproducibly by seed, or as the files
 * given say.
 */
public final class Splitting {

    private static final int NAMED_LABELS = 8;
    private static final int MOST_LABELS = 1000;

    private final DataSource source;
    private final long seed;
    private final List<Complaint> complaints = new ArrayList<>();

    private Splitting(DataSource source, long seed) {
        this.source = source;
        this.seed = seed;
    }

    /**
     * Reads and parts the examples.
     *
     * @param folder the files of the data set's version
     * @throws BadData with every complaint
     */
    public static Parts read(DataSource source, long seed, Path folder) {
        Splitting splitting = new Splitting(source, seed);
        return source.group() == null ? splitting.read(folder) : splitting.readByGroup(folder);
    }

    /** Parts whole groups, so that shares of labels come as they may. */
    private Parts readByGroup(Path folder) {
        Parted<Example> parted = Parted.read(source, seed, file -> Examples.read(folder, file, source), Example::group);
        List<String> labels = parted.train().stream()
                .map(Example::label)
                .distinct()
                .sorted(order(parted.train()))
                .toList();
        if (labels.size() < 2) {
            complaints.add(new Complaint(
                    "data.group",
                    "the groups leave the training part the labels " + labels + "; it needs two or more"));
        }
        checkKnown("data.group", parted.validation(), labels);
        checkKnown("data.group", parted.test(), labels);
        refuseAny();
        return new Parts(
                labels,
                labelled(parted.train(), labels),
                labelled(parted.validation(), labels),
                labelled(parted.test(), labels));
    }

    private Parts read(Path folder) {
        List<Example> all = examples(folder, source.file());
        List<Example> validation = examples(folder, source.validationFile());
        List<Example> test = examples(folder, source.testFile());
        refuseAny();

        Map<String, List<Example>> byLabel = new TreeMap<>(order(all));
        all.forEach(one ->
                byLabel.computeIfAbsent(one.label(), label -> new ArrayList<>()).add(one));
        checkClasses(byLabel);
        checkKnown(source.validationFile(), validation, byLabel.keySet());
        checkKnown(source.testFile(), test, byLabel.keySet());
        refuseAny();

        List<Example> train = new ArrayList<>();
        Random random = new Random(seed);
        for (List<Example> one : byLabel.values()) {
            List<Example> shuffled = new ArrayList<>(one);
            Collections.shuffle(shuffled, random);
            int tested = source.testFile() == null ? share(one.size(), source.test()) : 0;
            int validated = source.validationFile() == null ? share(one.size(), source.validation()) : 0;
            while (tested + validated >= one.size()) {
                if (tested >= validated) {
                    tested--;
                } else {
                    validated--;
                }
            }
            test.addAll(shuffled.subList(0, tested));
            validation.addAll(shuffled.subList(tested, tested + validated));
            train.addAll(shuffled.subList(tested + validated, shuffled.size()));
        }
        List<String> labels = List.copyOf(byLabel.keySet());
        return new Parts(labels, labelled(train, labels), labelled(validation, labels), labelled(test, labels));
    }

    private List<Example> examples(Path folder, String file) {
        if (file == null) {
            return new ArrayList<>();
        }
        try {
            return new ArrayList<>(Examples.read(folder, file, source));
        } catch (BadData bad) {
            complaints.addAll(bad.complaints());
            return new ArrayList<>();
        }
    }

    /** At least one, so that no part lacks a class. */
    private static int share(int examples, double part) {
        return Math.max(1, (int) Math.round(examples * part));
    }

    private static List<LabelledText> labelled(List<Example> part, List<String> labels) {
        Map<String, Integer> index = new LinkedHashMap<>();
        labels.forEach(label -> index.put(label, index.size()));
        return part.stream()
                .sorted(Comparator.comparingInt(Example::line))
                .map(one -> new LabelledText(one.text(), index.get(one.label())))
                .toList();
    }

    private void checkClasses(Map<String, List<Example>> byLabel) {
        if (byLabel.size() == 1) {
            complaints.add(new Complaint(
                    "data.label",
                    "every example has the label '"
                            + byLabel.keySet().iterator().next() + "'; a classifier needs two labels or more"));
            return;
        }
        int least = 1 + (source.testFile() == null ? 1 : 0) + (source.validationFile() == null ? 1 : 0);
        List<String> small = byLabel.entrySet().stream()
                .filter(entry -> entry.getValue().size() < least)
                .map(entry -> "'" + shortened(entry.getKey()) + "' ("
                        + entry.getValue().size() + ")")
                .toList();
        if (!small.isEmpty()) {
            complaints.add(new Complaint(
                    "data.label",
                    "too few examples to split, a label needs " + least + " or more: " + named(small)
                            + "; add examples, join labels, or check the column"));
        } else if (byLabel.size() > MOST_LABELS) {
            complaints.add(new Complaint(
                    "data.label",
                    "has " + byLabel.size() + " different labels, more than " + MOST_LABELS + "; check the column"));
        }
    }

    private void checkKnown(String file, List<Example> part, Collection<String> labels) {
        Map<String, Integer> unknown = new LinkedHashMap<>();
        part.stream()
                .filter(one -> !labels.contains(one.label()))
                .forEach(one -> unknown.putIfAbsent(one.label(), one.line()));
        if (!unknown.isEmpty()) {
            List<String> said = unknown.entrySet().stream()
                    .map(entry -> "'" + shortened(entry.getKey()) + "' (line " + entry.getValue() + ")")
                    .toList();
            complaints.add(new Complaint(
                    file, "has labels that the training file " + source.file() + " never shows: " + named(said)));
        }
    }

    private static String named(List<String> labels) {
        String first = labels.stream().limit(NAMED_LABELS).collect(Collectors.joining(", "));
        return labels.size() <= NAMED_LABELS ? first : first + " and " + (labels.size() - NAMED_LABELS) + " more";
    }

    private static String shortened(String label) {
        return label.length() <= 40 ? label : label.substring(0, 40) + "...";
    }

    private static Comparator<String> order(List<Example> examples) {
        boolean numbers = examples.stream().allMatch(one -> one.label().matches("-?[0-9]{1,9}"));
        return numbers
                ? Comparator.<String>comparingInt(Integer::parseInt).thenComparing(Comparator.naturalOrder())
                : Comparator.naturalOrder();
    }

    private void refuseAny() {
        if (!complaints.isEmpty()) {
            throw new BadData(complaints);
        }
    }
}
