package aprendiz.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RangesTest {

    private final Ranges ranges = new Ranges(List.of(4.0, 6.5, 8.0));

    @Test
    void namesTheRangeOfANumber() {
        assertThat(List.of("2.5", "4", "4.01", "6.5", "7", "8.0", "10").stream().map(ranges::name))
                .containsExactly(
                        "up to 4",
                        "up to 4",
                        "over 4 to 6.5",
                        "over 4 to 6.5",
                        "over 6.5 to 8",
                        "over 6.5 to 8",
                        "over 8");
    }

    @Test
    void leavesLabelsAloneWithoutBounds() {
        assertThat(new Ranges(List.of()).name("good")).isEqualTo("good");
    }

    @Test
    void knowsWhatIsNoNumber() {
        assertThat(ranges.name("good")).isNull();
        assertThat(ranges.name("NaN")).isNull();
    }
}
