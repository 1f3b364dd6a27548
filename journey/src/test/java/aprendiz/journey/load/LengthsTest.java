package aprendiz.journey.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LengthsTest {

    private final Words words =
            new Words(List.of(new Sample("a", 1), new Sample("word", 1), new Sample("unheard-of", 3)));

    private int median(Lengths lengths) {
        return lengths.draw(words, 2001, 256, 7).stream()
                .map(Sample::tokens)
                .sorted()
                .toList()
                .get(1000);
    }

    @Test
    void halfOfTheTextsAreShorterThanTheMedian() {
        assertThat(median(Lengths.SHORT)).isCloseTo(24, within(3));
        assertThat(median(Lengths.LONG)).isCloseTo(90, within(5));
        assertThat(median(Lengths.MIXED)).isBetween(30, 70);
    }

    @Test
    void noTextIsLongerThanAllowedAndTheSameSeedGivesTheSameOnes() {
        List<Sample> samples = Lengths.LONG.draw(words, 500, 64, 1);
        assertThat(samples)
                .allMatch(sample -> sample.tokens() <= 64 && !sample.text().isEmpty());
        assertThat(samples).isEqualTo(Lengths.LONG.draw(words, 500, 64, 1));
    }

    @Test
    void aTextHasTheTokensThatItSays() {
        Sample sample = Lengths.SHORT.draw(words, 1, 64, 3).getFirst();
        int tokens = 2;
        for (String word : sample.text().split(" ", -1)) {
            tokens += word.equals("unheard-of") ? 3 : 1;
        }
        assertThat(sample.tokens()).isEqualTo(tokens);
    }
}
