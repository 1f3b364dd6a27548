package aprendiz.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchRecipeTest {

    private static final String OF = """
            technique: search
            of:
              technique: transfer
              base: a/b
              data: {dataset: d/x, file: a.csv, text: t, label: y}
            """;

    @Test
    void readsBackWhatItWrites() {
        for (String rest : List.of("""
                space: {learning_rate: {from: 1e-5, to: 1e-3, scale: log}, batch_size: {from: 8, to: 64}}
                trials: 4
                """, """
                space: {learning_rate: [1e-5, 5.0e-5], lora.rank: [4, 8], schedule: [linear, cosine]}
                method: grid
                metric: macro-f1
                """, """
                space: {warmup_ratio: {from: 0.0, to: 0.2}}
                method: halving
                keep: 2
                seed: 7
                """)) {
            Recipe recipe = RecipeReader.readYaml(OF + rest);
            assertThat(RecipeReader.readJson(recipe.toJson().toString())).isEqualTo(recipe);
            assertThat(recipe.publish().name()).hasToString("a/b-finetuned-text-classification");
        }
    }

    @Test
    void drawsTheSameForTheSameSeedWithinItsRanges() {
        SearchRecipe recipe = search("""
                space: {learning_rate: {from: 1e-5, to: 1e-3, scale: log}, batch_size: {from: 8, to: 64}}
                trials: 200
                """);
        List<ObjectNode> candidates = recipe.candidates();
        assertThat(candidates).hasSize(200).doesNotHaveDuplicates().isEqualTo(recipe.candidates());
        assertThat(candidates).allSatisfy(one -> {
            assertThat(one.path("learning_rate").asDouble()).isBetween(1e-5, 1e-3);
            assertThat(one.path("batch_size").isIntegralNumber()).isTrue();
            assertThat(one.path("batch_size").asInt()).isBetween(8, 64);
        });
        assertThat(candidates.stream()
                        .filter(one -> one.path("learning_rate").asDouble() < 1e-4)
                        .count())
                .isBetween(70L, 130L);
    }

    @Test
    void aGridTriesEveryCombinationInPlace() {
        SearchRecipe recipe = search("""
                space: {epochs: [1, 2], lora.rank: [4, 8]}
                method: grid
                """);
        assertThat(recipe.candidates())
                .map(ObjectNode::toString)
                .containsExactly(
                        "{\"epochs\":1,\"lora.rank\":4}",
                        "{\"epochs\":1,\"lora.rank\":8}",
                        "{\"epochs\":2,\"lora.rank\":4}",
                        "{\"epochs\":2,\"lora.rank\":8}");
        TransferRecipe best = recipe.best(recipe.candidates().getLast());
        assertThat(best.settings().epochs()).isEqualTo(2);
        assertThat(best.settings().method().adapters().orElseThrow().rank()).isEqualTo(8);
    }

    @Test
    void drawsNoMoreThanThereAre() {
        assertThat(search("space: {epochs: [1, 2]}").candidates()).hasSize(2);
    }

    @Test
    void saysEverythingThatIsWrongWithItsPath() {
        assertThat(complaints("""
                        technique: search
                        of: {technique: distillation, base: a/b, data: {dataset: d/x, file: a.csv, text: t, label: y}, settings: {epochs: 0}}
                        space: {learning_rate: {from: 2, to: 1}, batch_size: 8, warmup_ratio: {from: 0, to: 1, scale: log}}
                        trials: 0
                        metric: speed
                        colour: blue
                        """))
                .extracting(Complaint::path)
                .containsExactlyInAnyOrder(
                        "of.technique",
                        "of.settings.epochs",
                        "space.learning_rate.to",
                        "space.batch_size",
                        "space.warmup_ratio.from",
                        "trials",
                        "colour");
        assertThat(complaints(OF)).extracting(Complaint::path).containsExactly("space");
        assertThat(complaints(OF + "space: {epochs: [1], learning_rate: [0.1, 2], speed: [1]}"))
                .extracting(Complaint::path)
                .containsExactlyInAnyOrder("space.learning_rate", "space.speed");
        assertThat(complaints(OF + "space: {epochs: {from: 1, to: 3}}\nmethod: grid"))
                .extracting(Complaint::path)
                .containsExactly("space.epochs");
        assertThat(complaints(OF + "space: {epochs: [1, 3]}\nmethod: halving"))
                .extracting(Complaint::path)
                .containsExactly("space.epochs");
        assertThat(complaints(OF + "space: {epochs: [1, 3]}\nmetric: f1"))
                .extracting(Complaint::path)
                .containsExactly("metric");
    }

    private static SearchRecipe search(String rest) {
        return (SearchRecipe) RecipeReader.readYaml(OF + rest);
    }

    private static List<Complaint> complaints(String yaml) {
        return catchThrowableOfType(Problem.class, () -> RecipeReader.readYaml(yaml))
                .complaints();
    }
}
