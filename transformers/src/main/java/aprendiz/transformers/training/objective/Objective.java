package aprendiz.transformers.training.objective;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.Parameter;
import java.util.List;
import java.util.Random;

/**
 * What a network learns: a head, and the loss of its answers.
 *
 * @param <E> what it learns from
 */
public sealed interface Objective<E extends Example>
        permits OneLabel,
                TaughtLabel,
                TaughtTags,
                TaughtSpan,
                TaughtWords,
                ManyLabels,
                Numbers,
                TokenLabels,
                AnswerSpan,
                HiddenWords,
                Contrast,
                Similarity {

    /** Answers of the whole batch. */
    String ANSWERS = """
              def answers(self, x: Tensor, mask: Tensor, places: Tensor, w: List[Tensor], train: bool) -> Tensor:
                return self.head(x, mask, w, train)

            """;

    /** Answers for some tokens only: what nobody asks for is not computed. */
    String ANSWERS_AT_PLACES = """
              def answers(self, x: Tensor, mask: Tensor, places: Tensor, w: List[Tensor], train: bool) -> Tensor:
                return self.head(torch.index_select(torch.flatten(x, 0, 1), 0, places), mask, w, train)

            """;

    /** What answers. */
    Head head();

    /** Tensors that are learned with the network, and that nobody needs afterwards. */
    default List<Parameter> scaffolding() {
        return List.of();
    }

    /**
     * TorchScript with three methods: {@code answers(x, mask, places; w; train) -> y}, {@code loss(y, labels, valid)}, the
     * sum of the items' losses divided by {@code valid}, and {@code right(y, labels)}, how many items are right.
     */
    String program();

    /** Puts examples side by side; {@code random} decides whatever is left to chance. */
    Prepared prepare(List<E> examples, int padding, Random random);

    /**
     * Sees whether the head can give the answer.
     *
     * @param place where the example is
     * @throws Problem of kind INVALID if it cannot
     */
    default void check(String place, E example) {}

    /** True if the same example is the same tokens every time, so that a frozen trunk's vectors can be kept. */
    default boolean readsTextsAsTheyAre() {
        return true;
    }

    /** A complaint about an example. */
    static Problem unusable(String place, String why) {
        return Problem.invalid("Unusable data", List.of(new Complaint(place, why)));
    }
}
