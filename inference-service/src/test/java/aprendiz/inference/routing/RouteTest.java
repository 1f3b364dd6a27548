package aprendiz.inference.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.inference.asking.Item;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.transformers.tasks.LabelScore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {

    private static Route route(double share) {
        return new Route(new TreeMap<>(Map.of("challenger", share)), null, new Route.Guard(0.1, 2, 20));
    }

    @Test
    void sharesRequestsByLot() {
        long challenged = IntStream.range(0, 20_000)
                .filter(i -> route(10).pick(null).equals("challenger"))
                .count();
        assertThat(challenged).isBetween(1700L, 2300L);
        assertThat(route(0).pick(null)).isEqualTo("champion");
        assertThat(route(100).pick(null)).isEqualTo("challenger");
    }

    @Test
    void aKeyStaysWhereItIsWhenTheShareGrows() {
        List<String> keys =
                IntStream.range(0, 20_000).mapToObj(i -> "user-" + i).toList();
        List<String> few = keys.stream()
                .filter(key -> route(10).pick(key).equals("challenger"))
                .toList();
        assertThat(few).hasSizeBetween(1700, 2300);
        assertThat(few).allMatch(key -> route(10).pick(key).equals("challenger"));
        assertThat(few).allMatch(key -> route(30).pick(key).equals("challenger"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"shares\": {\"challenger\": 101}} | shares.challenger: must be from 0 to 100",
                "{\"shares\": {\"a\": 60, \"b\": 60}} | shares: add up to 120",
                "{\"shares\": {\"champion\": 60}} | 'champion' is no alias of a challenger",
                "{\"shares\": {\"../x\": 60}} | is no alias of a challenger",
                "{\"shadow\": {\"alias\": \"a\", \"sample\": 2}} | shadow.sample: must be from 0 to 1",
                "{\"guard\": {\"errors\": 0.1, \"slower\": 0.5, \"after\": 10}} | guard.slower: must be 1 or more",
            })
    void namesWhatIsWrong(String json, String complaint) {
        assertThatThrownBy(() -> Json.parse(json.getBytes(StandardCharsets.UTF_8), "the body", Route.class))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(complaint);
    }

    private static Optional<String> after(LiveRoute live, String alias, int answers, boolean well, int millis) {
        Optional<String> said = Optional.empty();
        for (int i = 0; i < answers; i++) {
            said = live.answered(alias, well, Duration.ofMillis(millis));
        }
        return said;
    }

    @Test
    void aChallengerThatFailsMustGo() {
        LiveRoute live = new LiveRoute(route(10), null);
        assertThat(after(live, "challenger", 19, false, 1))
                .as("too few to tell")
                .isEmpty();
        assertThat(after(live, "challenger", 1, true, 1))
                .hasValueSatisfying(reason -> assertThat(reason).contains("failed 95.0 %", "10.0 % are allowed"));
    }

    @Test
    void aChallengerThatIsTooSlowMustGo() {
        LiveRoute live = new LiveRoute(route(10), null);
        assertThat(after(live, "challenger", 50, true, 25))
                .as("nothing to compare with")
                .isEmpty();
        assertThat(after(live, "champion", 20, true, 10)).isEmpty();
        assertThat(after(live, "challenger", 1, true, 25))
                .hasValueSatisfying(reason -> assertThat(reason).contains("25.0 ms", "the champion 10.0"));
        assertThat(after(live, "challenger", 20, true, 15))
                .as("slower than the champion, but not too slow")
                .isEmpty();
    }

    @Test
    void onceReturnedTheChampionAnswersEverything() {
        LiveRoute live = new LiveRoute(route(100), new LiveRoute.Returned(java.time.Instant.EPOCH, "it failed"));
        assertThat(live.pick("key")).isEqualTo("champion");
    }

    private static Item<List<LabelScore>> answer(String label, double score, String other) {
        return new Item.Answered<>(List.of(new LabelScore(label, score), new LabelScore(other, 1 - score)));
    }

    @Test
    void comparesAnswers() {
        Agreement agreement = Agreement.of(
                List.of(answer("good", 0.9, "bad"), answer("good", 0.6, "bad")),
                List.of(answer("good", 0.8, "bad"), answer("bad", 0.7, "good")));
        assertThat(agreement.agreement()).isEqualTo(0.5);
        assertThat(agreement.difference()).isCloseTo(0.2, within(1e-9)); // 0.1 and 0.3
        Agreement vectors = Agreement.of(
                List.of(new Item.Answered<>(new float[] {1, 0})), List.of(new Item.Answered<>(new float[] {1, 1})));
        assertThat(vectors.agreement()).isCloseTo(Math.sqrt(0.5), within(1e-6));
    }
}
