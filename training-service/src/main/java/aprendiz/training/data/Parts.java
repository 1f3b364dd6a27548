package aprendiz.training.data;

import aprendiz.transformers.training.LabelledText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
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
     * @param words how long its texts are
     * @param languages how many of its texts are in each, as far as that can be guessed
     */
    public record Size(int examples, SortedMap<String, Integer> perLabel, Lengths words, Languages languages) {

        static Size of(SortedMap<String, Integer> perLabel, List<String> texts) {
            return new Size(texts.size(), perLabel, Lengths.of(texts), Languages.of(texts));
        }
    }

    public Parts {
        labels = List.copyOf(labels);
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /** The same for a model whose labels are these, in the order of its logits; all of ours must be among them. */
    public Parts under(List<String> others) {
        return new Parts(others, moved(train, others), moved(validation, others), moved(test, others));
    }

    /** The same with the validation part in the place of the test part. */
    public Parts choosing() {
        return new Parts(labels, train, validation, validation);
    }

    private List<LabelledText> moved(List<LabelledText> part, List<String> others) {
        return part.stream()
                .map(one -> new LabelledText(one.text(), others.indexOf(labels.get(one.label()))))
                .toList();
    }

    /** How large each part is, by its name. */
    public SequencedMap<String, Size> sizes() {
        SequencedMap<String, Size> sizes = new LinkedHashMap<>();
        sizes.put("train", size(train));
        sizes.put("validation", size(validation));
        sizes.put("test", size(test));
        return sizes;
    }

    /** How large one of them is. */
    public Size size(List<LabelledText> part) {
        SortedMap<String, Integer> perLabel = new TreeMap<>();
        labels.forEach(label -> perLabel.put(label, 0));
        part.forEach(one -> perLabel.merge(labels.get(one.label()), 1, Integer::sum));
        return Size.of(perLabel, texts(part));
    }

    /** What a careful reader should know of the parting. */
    public List<String> warnings() {
        return Duplicates.between(texts(train), texts(validation), texts(test));
    }

    private static List<String> texts(List<LabelledText> part) {
        return part.stream().map(LabelledText::text).toList();
    }
}
