package aprendiz.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.registry.hub.ByteRange.Unsatisfiable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({"bytes=0-0,0,1", "bytes=2-5,2,4", "bytes=7-,7,3", "bytes=-4,6,4", "bytes=-99,0,10", "bytes=5-99,5,5"})
    void readsOneRangeOfTenBytes(String header, long offset, long count) throws Unsatisfiable {
        assertThat(ByteRange.parse(header, 10)).contains(new ByteRange(offset, count));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "items=0-1",
                "bytes=0-1,4-5",
                "bytes=5-2",
                "bytes=-",
                "bytes=a-b",
                "bytes=0-9999999999999999999"
            })
    void whatIsNoSingleRangeMeansTheWhole(String header) throws Unsatisfiable {
        assertThat(ByteRange.parse(header, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0"})
    void refusesWhatIsNotThere(String header) {
        assertThatThrownBy(() -> ByteRange.parse(header, 10)).isInstanceOf(Unsatisfiable.class);
    }

    @Test
    void anEmptyFileHasNoRange() {
        assertThatThrownBy(() -> ByteRange.parse("bytes=0-0", 0)).isInstanceOf(Unsatisfiable.class);
    }

    @Test
    void saysWhichPartItIs() {
        assertThat(new ByteRange(2, 4).contentRange(10)).isEqualTo("bytes 2-5/10");
    }
}
