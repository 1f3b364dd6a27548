package aprendiz.learners;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weighs the terms of a text by how rare they are, as scikit-learn's {@code TfidfVectorizer} does unless told otherwise:
 *
 * <pre>
 *   idf(t)    = ln((1 + texts) / (1 + texts with t)) + 1
 *   x(text)_t = occurrences of t in the text · idf(t),   then divided by its Euclidean norm
 * </pre>
 *
 * <p>Terms that no text had are passed over.
 */
final class TfIdf {

    private final BagOfWords bag;
    private final Map<String, Integer> places = new HashMap<>();
    private final double[] idf;

    /**
     * Learns the terms of texts.
     *
     * @param most so many terms at most, the most frequent ones, equals by the alphabet
     */
    TfIdf(BagOfWords bag, List<String> texts, int most) {
        this.bag = bag;
        Map<String, int[]> counts = new HashMap<>();
        for (String text : texts) {
            count(text).forEach((term, times) -> {
                int[] both = counts.computeIfAbsent(term, unseen -> new int[2]);
                both[0]++;
                both[1] += times;
            });
        }
        List<String> terms = counts.keySet().stream()
                .sorted(Comparator.<String>comparingInt(term -> -counts.get(term)[1])
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .sorted()
                .toList();
        idf = new double[terms.size()];
        for (String term : terms) {
            idf[places.size()] = Math.log((1.0 + texts.size()) / (1.0 + counts.get(term)[0])) + 1;
            places.put(term, places.size());
        }
    }

    /** How many terms are known. */
    int size() {
        return idf.length;
    }

    SparseVector vector(String text) {
        TreeMap<Integer, Double> weights = new TreeMap<>();
        count(text).forEach((term, times) -> {
            Integer place = places.get(term);
            if (place != null) {
                weights.put(place, times * idf[place]);
            }
        });
        double norm = Math.sqrt(
                weights.values().stream().mapToDouble(weight -> weight * weight).sum());
        return new SparseVector(
                weights.keySet().stream().mapToInt(Integer::intValue).toArray(),
                weights.values().stream().mapToDouble(weight -> weight / norm).toArray());
    }

    private Map<String, Integer> count(String text) {
        Map<String, Integer> counts = new HashMap<>();
        bag.terms(text).forEach(term -> counts.merge(term, 1, Integer::sum));
        return counts;
    }
}
