package aprendiz.transformers.training.objective;

import aprendiz.transformers.training.objective.Example.Plain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * How likely tokens are to be hidden: the rarer the likelier, by their count to the power of {@code -0.7}, special ones never
 * (Lample and Conneau, "Cross-lingual Language Model Pretraining", 2019, section 3.2, as DistilBERT was trained).
 */
public final class Rarity {

    private static final double SMOOTHING = 0.7;

    private final double[] weights;

    /** Weighs tokens as they are, in the order of their ids. */
    Rarity(double... weights) {
        this.weights = weights.clone();
    }

    /** Counts the tokens of texts; one that is in none of them weighs as if it were there once. */
    public static Rarity of(List<Plain> texts, HiddenWords words) {
        double[] counts = new double[words.vocabulary()];
        for (Plain one : texts) {
            for (long id : one.text().ids()) {
                counts[(int) id]++;
            }
        }
        double[] weights = Arrays.stream(counts)
                .map(count -> Math.pow(Math.max(1, count), -SMOOTHING))
                .toArray();
        words.special().forEach(id -> weights[id] = 0);
        return new Rarity(weights);
    }

    /** The weight of a token. */
    double weight(int id) {
        return weights[id];
    }

    /**
     * Draws some of the tokens without putting any back, each time in proportion to the weights of those that are left
     * (Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006).
     *
     * @return their places in the list, rising; fewer where too few weigh anything
     */
    List<Integer> drawn(long[] ids, int wanted, Random random) {
        record Drawn(int place, double key) {}
        List<Drawn> all = new ArrayList<>();
        for (int place = 0; place < ids.length; place++) {
            double weight = weights[(int) ids[place]];
            if (weight > 0) {
                all.add(new Drawn(place, -Math.log(1 - random.nextDouble()) / weight));
            }
        }
        all.sort(Comparator.comparingDouble(Drawn::key));
        return all.stream().limit(wanted).map(Drawn::place).sorted().toList();
    }

    /** Tells it from others. */
    @Override
    public String toString() {
        return "Rarity" + Arrays.hashCode(weights);
    }
}
