package aprendiz.transformers.training.objective;

import java.util.List;
import java.util.Random;

/** Examples with what is to be learned from them. */
public record Lessons<E extends Example>(Objective<E> objective, List<E> examples) {

    /** @throws aprendiz.model.Problem of kind INVALID that names the first example whose answer the head cannot give */
    public Lessons {
        examples = List.copyOf(examples);
        for (int i = 0; i < examples.size(); i++) {
            objective.check("[" + i + "]", examples.get(i));
        }
    }

    /** How many. */
    public int size() {
        return examples.size();
    }

    /** How many tokens each has. */
    public List<Integer> lengths() {
        return examples.stream().map(Example::length).toList();
    }

    /** Those at the indices. */
    public Lessons<E> at(List<Integer> indices) {
        return new Lessons<>(objective, indices.stream().map(examples::get).toList());
    }

    /**
     * Those at the indices, side by side.
     *
     * @param padding the token that fills short rows
     * @param random decides which words are hidden
     */
    public Prepared prepare(List<Integer> indices, int padding, Random random) {
        return objective.prepare(indices.stream().map(examples::get).toList(), padding, random);
    }
}
