package aprendiz.training.data;

import aprendiz.model.Problem.Complaint;
import aprendiz.training.recipe.DataSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Anything in three parts, each in the order of its file.
 *
 * @param train what is learned from
 * @param validation what chooses the best checkpoint
 * @param test what training never sees
 */
public record Parted<T>(List<T> train, List<T> validation, List<T> test) {

    public Parted {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /** Reads a file of the data set. */
    @FunctionalInterface
    interface Reading<T> {
        /** @throws BadData with every complaint */
        List<T> of(String file);
    }

    /**
     * Reads and parts at random, reproducibly by seed, or as the files given say. What is of one group stays together.
     *
     * @throws BadData with every complaint of all files
     */
    static <T> Parted<T> read(DataSource source, long seed, Reading<T> reading, Function<T, ?> group) {
        List<Complaint> complaints = new ArrayList<>();
        List<T> all = read(source.file(), reading, complaints);
        List<T> validation = read(source.validationFile(), reading, complaints);
        List<T> test = read(source.testFile(), reading, complaints);
        if (!complaints.isEmpty()) {
            throw new BadData(complaints);
        }
        Map<Object, List<T>> groups = new LinkedHashMap<>();
        all.forEach(one -> groups.computeIfAbsent(group.apply(one), key -> new ArrayList<>())
                .add(one));
        List<Object> order = new ArrayList<>(groups.keySet());
        Collections.shuffle(order, new Random(seed));
        Set<Object> tested = source.testFile() == null ? taken(order, groups, source.test(), all.size()) : Set.of();
        if (source.validationFile() == null) {
            taken(order, groups, source.validation(), all.size());
        }
        if (order.isEmpty()) {
            throw new BadData(new Complaint(
                    source.file(),
                    groups.size() + " examples, or groups of them, are too few to be parted; add some, or give files of"
                            + " their own for validation and test"));
        }
        Set<Object> learned = new HashSet<>(order);
        List<T> train = new ArrayList<>();
        for (T one : all) {
            Object key = group.apply(one);
            if (learned.contains(key)) {
                train.add(one);
            } else {
                (tested.contains(key) ? test : validation).add(one);
            }
        }
        return new Parted<>(train, validation, test);
    }

    /** Takes groups from the end until they make that share, at least one. */
    private static <T> Set<Object> taken(List<Object> order, Map<Object, List<T>> groups, double share, int all) {
        Set<Object> taken = new LinkedHashSet<>();
        long wanted = Math.max(1, Math.round(share * all));
        for (long size = 0; size < wanted && !order.isEmpty(); ) {
            Object key = order.removeLast();
            taken.add(key);
            size += groups.get(key).size();
        }
        return taken;
    }

    private static <T> List<T> read(String file, Reading<T> reading, List<Complaint> complaints) {
        if (file == null) {
            return new ArrayList<>();
        }
        try {
            return new ArrayList<>(reading.of(file));
        } catch (BadData bad) {
            complaints.addAll(bad.complaints());
            return new ArrayList<>();
        }
    }

    /** The same with the validation part in the place of the test part. */
    public Parted<T> choosing() {
        return new Parted<>(train, validation, validation);
    }

    /** How large each part is, by its name. */
    public SequencedMap<String, Parts.Size> sizes(Function<T, List<String>> labels, Function<T, String> text) {
        SequencedMap<String, Parts.Size> sizes = new LinkedHashMap<>();
        sizes.put("train", size(train, labels, text));
        sizes.put("validation", size(validation, labels, text));
        sizes.put("test", size(test, labels, text));
        return sizes;
    }

    private static <T> Parts.Size size(List<T> part, Function<T, List<String>> labels, Function<T, String> text) {
        TreeMap<String, Integer> perLabel = new TreeMap<>();
        part.forEach(one -> labels.apply(one).forEach(label -> perLabel.merge(label, 1, Integer::sum)));
        return Parts.Size.of(perLabel, part.stream().map(text).toList());
    }

    /** What a careful reader should know of the parting. */
    public List<String> warnings(Function<T, String> text) {
        return Duplicates.between(
                train.stream().map(text).toList(),
                validation.stream().map(text).toList(),
                test.stream().map(text).toList());
    }
}
