package aprendiz.training.searches;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.training.recipe.RecipeReader;
import aprendiz.training.recipe.SearchRecipe;
import aprendiz.training.searches.Tournament.Next;
import aprendiz.training.searches.Tournament.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TournamentTest {

    @Test
    void beginsAllTrialsWaitsForThemAndPublishesTheBest() {
        Tournament tournament = tournament("method: random\ntrials: 3\n", 4);
        assertThat(tournament.trials()).isEqualTo(3);
        assertThat(tournament.next(List.of())).isEqualTo(new Next.Begin(0, List.of(0, 1, 2)));
        List<Trial> trials = new ArrayList<>(List.of(measured(0, 0, 0.5), measured(1, 0, 0.7), going(2, 0)));
        assertThat(tournament.next(trials)).isEqualTo(new Next.Wait());
        trials.set(2, measured(2, 0, 0.7));
        assertThat(tournament.next(trials)).isEqualTo(new Next.Publish(1));
    }

    @Test
    void halvesRoundByRound() {
        Tournament tournament = tournament("method: halving\ntrials: 9\n", 9);
        assertThat(tournament.trials()).isEqualTo(9 + 3 + 1);
        List<Trial> trials = new ArrayList<>();
        for (int number = 0; number < 9; number++) {
            trials.add(measured(number, 0, number / 10.0));
        }
        assertThat(tournament.next(trials)).isEqualTo(new Next.Begin(1, List.of(8, 7, 6)));
        trials.addAll(List.of(measured(8, 1, 0.6), failed(7, 1), measured(6, 1, 0.8)));
        assertThat(tournament.next(trials)).isEqualTo(new Next.Begin(2, List.of(6)));
        trials.add(measured(6, 2, 0.1));
        assertThat(tournament.next(trials)).isEqualTo(new Next.Publish(6));
        SearchRecipe recipe = tournament.recipe();
        assertThat(List.of(0, 1, 2))
                .map(round -> recipe.trial(tournament.candidates().get(6), round)
                        .settings()
                        .epochs())
                .containsExactly(1, 3, 9);
    }

    @Test
    void takesTheLeastWhereLessIsBetter() {
        Tournament tournament = tournament("method: random\ntrials: 2\nmetric: loss\n", 4);
        assertThat(tournament.next(List.of(measured(0, 0, 0.5), measured(1, 0, 0.4))))
                .isEqualTo(new Next.Publish(1));
    }

    @Test
    void givesUpWhenNoTrialSucceeds() {
        Tournament tournament = tournament("method: random\ntrials: 2\n", 4);
        assertThat(tournament.next(List.of(failed(0, 0), failed(1, 0))))
                .isEqualTo(new Next.GiveUp("none of the 2 trials succeeded; the first: failed: out of memory"));
    }

    private static Trial measured(int number, int round, double value) {
        return new Trial(number, round, true, OptionalDouble.of(value), null);
    }

    private static Trial going(int number, int round) {
        return new Trial(number, round, false, OptionalDouble.empty(), null);
    }

    private static Trial failed(int number, int round) {
        return new Trial(number, round, true, OptionalDouble.empty(), "failed: out of memory");
    }

    private static Tournament tournament(String how, int epochs) {
        return new Tournament((SearchRecipe) RecipeReader.readYaml("""
                technique: search
                of:
                  technique: transfer
                  base: a/b
                  data: {dataset: d/x, file: a.csv, text: t, label: y}
                  settings: {epochs: %d}
                space:
                  learning_rate: {from: 1.0e-5, to: 1.0e-3, scale: log}
                """.formatted(epochs) + how));
    }
}
