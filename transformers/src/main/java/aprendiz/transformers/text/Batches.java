package aprendiz.transformers.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Texts cut into batches in which little is filled up. */
public final class Batches {

    /** A batch has at most so many rows, and so many tokens with the filling. */
    private static final int MOST_ROWS = 32;

    private static final int MOST_TOKENS = 4096;

    /**
     * Puts texts of like length together.
     *
     * @param padding the token that fills up
     * @param work is given the places of a batch's texts among all, and the batch
     */
    public static void byLength(List<Tokens> texts, long padding, BiConsumer<List<Integer>, Batch> work) {
        List<Integer> byLength = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> texts.get(i).length()))
                .toList();
        for (List<Integer> together : cut(byLength, texts)) {
            work.accept(together, new Batch(together.stream().map(texts::get).toList(), padding));
        }
    }

    private static List<List<Integer>> cut(List<Integer> byLength, List<Tokens> texts) {
        List<List<Integer>> batches = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        for (int text : byLength) {
            int tokens = (open.size() + 1) * texts.get(text).length();
            if (!open.isEmpty() && (open.size() == MOST_ROWS || tokens > MOST_TOKENS)) {
                batches.add(open);
                open = new ArrayList<>();
            }
            open.add(text);
        }
        if (!open.isEmpty()) {
            batches.add(open);
        }
        return batches;
    }

    private Batches() {}
}
