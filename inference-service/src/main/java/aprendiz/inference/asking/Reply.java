package aprendiz.inference.asking;

import aprendiz.inference.serving.Pin;
import aprendiz.inference.variants.Form;
import java.util.List;
import java.util.Optional;

/**
 * What a model answered.
 *
 * @param version which version of it did
 * @param form in which it was computed
 * @param id names the answers in feedback, if they were noted
 * @param items one for each input, in their order
 * @param <A> the answer to one input
 */
public record Reply<A>(Pin version, Form form, Optional<String> id, List<Item<A>> items) {

    public Reply {
        items = List.copyOf(items);
    }

    /**
     * The answers to all inputs.
     *
     * @throws aprendiz.model.Problem of the first that has none
     */
    public List<A> all() {
        return items.stream()
                .map(item -> switch (item) {
                    case Item.Answered<A>(A answer) -> answer;
                    case Item.Failed<A>(var problem) -> throw problem;
                })
                .toList();
    }
}
