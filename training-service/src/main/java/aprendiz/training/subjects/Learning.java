package aprendiz.training.subjects;

import aprendiz.model.Problem;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.training.Adapters;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.Training;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.objective.Example;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.Objective;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Trains any objective. Adapters are merged into their base in the end, so that a version stands by itself. */
final class Learning {

    private Learning() {}

    /**
     * Trains to the end.
     *
     * @param train makes the examples to learn, of texts that the base's tokenizer cuts
     * @param validation makes those that choose the best checkpoint
     */
    static <E extends Example> Outcome run(
            Trainer.Order order,
            Objective<E> objective,
            Function<Examples, List<E>> train,
            Function<Examples, List<E>> validation,
            TrainingListener listener) {
        boolean adapted = order.settings().method().adapters().isPresent();
        Path adapters = order.state().resolve("adapters");
        Training<E> training = new Training<>(order.base(), objective, order.start(), order.settings());
        try (Tokenizer tokenizer = training.tokenizer()) {
            Examples examples = new Examples(tokenizer);
            Outcome outcome = training.run(
                    train.apply(examples),
                    validation.apply(examples),
                    order.state(),
                    adapted ? adapters : order.checkpoint(),
                    listener);
            if (adapted) {
                new Adapters(order.base(), adapters).merge(objective.head(), order.checkpoint());
            }
            return outcome;
        }
    }

    /** A part of the data that has nothing in it. */
    static Problem empty(String part) {
        return Problem.invalid("Unusable data", "the " + part + " part is empty");
    }
}
