package aprendiz.training.data;

import aprendiz.transformers.training.LabelledText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Pairs of labelled texts: as many of one label, which are alike, as of two, which are not. */
public final class LabelPairs {

    private LabelPairs() {}

    /**
     * Pairs every text at random; the same seed gives the same pairs, in the same order.
     *
     * @param pairs that each text is the first of with its own label, and with another; a text alone of its label is paired
     *     with itself
     * @return with the similarities 1 and 0
     */
    public static List<TextPair> of(List<LabelledText> texts, int pairs, long seed) {
        Random random = new Random(seed);
        List<TextPair> all = new ArrayList<>();
        for (LabelledText text : texts) {
            List<LabelledText> same = texts.stream()
                    .filter(other -> other.label() == text.label() && !other.equals(text))
                    .toList();
            List<LabelledText> others = texts.stream()
                    .filter(other -> other.label() != text.label())
                    .toList();
            for (int i = 0; i < pairs; i++) {
                all.add(pair(text, same.isEmpty() ? text : any(same, random), 1));
                if (!others.isEmpty()) {
                    all.add(pair(text, any(others, random), 0));
                }
            }
        }
        Collections.shuffle(all, random);
        return List.copyOf(all);
    }

    private static LabelledText any(List<LabelledText> texts, Random random) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static TextPair pair(LabelledText one, LabelledText other, double similarity) {
        return new TextPair(one.text(), other.text(), similarity, "");
    }
}
