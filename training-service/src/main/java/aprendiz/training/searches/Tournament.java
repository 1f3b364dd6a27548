package aprendiz.training.searches;

import aprendiz.training.recipe.SearchRecipe;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What a search does next, by what has become of its trials. It remembers nothing: who dies in between loses nothing. */
record Tournament(SearchRecipe recipe, List<ObjectNode> candidates) {

    /**
     * A trial that was begun.
     *
     * @param number of its settings among the candidates
     * @param round from 0
     * @param ended false while it waits or runs
     * @param measured the metric on the validation part; empty if it failed or was cancelled
     * @param error why it failed; null if it did not
     */
    record Trial(int number, int round, boolean ended, OptionalDouble measured, String error) {}

    /** What to do. */
    sealed interface Next {
        /** Begins trials of a round. */
        record Begin(int round, List<Integer> numbers) implements Next {}

        /** Trials go on. */
        record Wait() implements Next {}

        /** Does the recipe in full with the settings of a trial. */
        record Publish(int number) implements Next {}

        /** No trial of a round succeeded. */
        record GiveUp(String reason) implements Next {}
    }

    Tournament(SearchRecipe recipe) {
        this(recipe, recipe.candidates());
    }

    /** How many trials there are in all rounds. */
    int trials() {
        return IntStream.range(0, recipe.rounds()).map(recipe::size).sum();
    }

    /** @param trials all that were begun */
    Next next(List<Trial> trials) {
        List<Integer> numbers = IntStream.range(0, candidates.size()).boxed().toList();
        for (int round = 0; round < recipe.rounds(); round++) {
            int played = round;
            List<Trial> begun =
                    trials.stream().filter(one -> one.round() == played).toList();
            if (begun.isEmpty()) {
                return new Next.Begin(
                        round, numbers.stream().limit(recipe.size(round)).toList());
            }
            if (begun.stream().anyMatch(one -> !one.ended())) {
                return new Next.Wait();
            }
            numbers = ranked(begun);
            if (numbers.isEmpty()) {
                return new Next.GiveUp(reason(begun));
            }
        }
        return new Next.Publish(numbers.getFirst());
    }

    /** The numbers of those that were measured, the best first; of equals the first. */
    private List<Integer> ranked(List<Trial> trials) {
        Comparator<Trial> better =
                Comparator.comparingDouble(one -> one.measured().orElseThrow());
        return trials.stream()
                .filter(one -> one.measured().isPresent())
                .sorted((recipe.metric().moreIsBetter() ? better.reversed() : better).thenComparingInt(Trial::number))
                .map(Trial::number)
                .toList();
    }

    private static String reason(List<Trial> trials) {
        Optional<String> first =
                trials.stream().map(Trial::error).filter(error -> error != null).findFirst();
        return "none of the " + trials.size() + " trials succeeded; the first: " + first.orElse("cancelled");
    }
}
