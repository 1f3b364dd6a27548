package aprendiz.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sentence-transformers/all-MiniLM-L6-v2",
                "samples/hotel-rooms-rating",
                "a/b",
                "_a/b_",
                "1/2",
                "Org.1/model_v1.0",
                "apis/model"
            })
    void readsAndWritesNames(String text) {
        ModelName name = ModelName.of(text);
        assertThat(name).hasToString(text).isEqualTo(ModelName.of(text)).isEqualByComparingTo(ModelName.of(text));
        assertThat(Json.parse(Json.pretty(name), "name", ModelName.class)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "a",
                "a/",
                "/b",
                "a/b/c",
                "a//b",
                "../etc",
                "a/..",
                "a/.",
                "./b",
                "a/b..c",
                "a/b--c",
                "a/b.git",
                "-a/b",
                "a-/b",
                "a/-b",
                "a/b.",
                ".a/b",
                "a /b",
                "a/b ",
                "a/b\n",
                "\na/b",
                "a\u0000/b",
                "a/b\\c",
                "a%2Fb/c",
                "a/é",
                "a/日本",
                "a/\uD83D\uDE00",
                "a/b?c",
                "a/b#c",
                "a/b@1",
                "a:b/c",
                "a/<script>",
                "a/$(id)",
                "a/'b'"
            })
    void refusesNamesThatMeanSomethingElsewhere(String text) {
        refuses(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api/x", "API/x", "datasets/x", "v1/models", "spaces/x", "models/x", "health/live"})
    void refusesNamespacesThatAreRoutes(String text) {
        assertThatThrownBy(() -> ModelName.of(text)).isInstanceOf(Problem.class).hasMessageContaining("reserved");
    }

    @Test
    void refusesLongNamesInAShortMessage() {
        assertThat(ModelName.of("a".repeat(96) + "/b").namespace()).hasSize(96);
        refuses("a".repeat(97) + "/b");
        refuses("a/" + "b".repeat(10_000));
        refuses("b".repeat(10_000));
        refuses(null);
    }

    @Test
    void refusesBadNamesInJson() {
        byte[] json = "\"../x\"".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Json.parse(json, "model", ModelName.class))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("model: the namespace '..' must be");
    }

    private static void refuses(String text) {
        assertThatThrownBy(() -> ModelName.of(text))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID))
                .satisfies(problem ->
                        assertThat(problem.getMessage()).hasSizeLessThan(350).doesNotContain("\n"));
    }
}
