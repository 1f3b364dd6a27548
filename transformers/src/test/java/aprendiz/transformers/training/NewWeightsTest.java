package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.TinyBert;
import aprendiz.transformers.network.Bert;
import aprendiz.transformers.network.Parameter;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewWeightsTest {

    private final Bert bert = bert();
    private final List<Parameter> trunk = bert.trunk();

    @Test
    void areNormalButForThePaddingToken() {
        float[] words = values(trunk.getFirst(), 42);
        assertThat(Arrays.copyOf(words, bert.hidden())).containsOnly(0);
        double squares = 0;
        for (float word : words) {
            squares += (double) word * word;
        }
        assertThat(Math.sqrt(squares / (words.length - bert.hidden()))).isCloseTo(0.02, within(0.001));
    }

    @Test
    void areOnesAndZerosInLayerNorms() {
        assertThat(values(trunk.get(3), 42)).containsOnly(1);
        assertThat(values(trunk.get(4), 42)).containsOnly(0);
    }

    @Test
    void dependOnTheSeedAndTheName() {
        assertThat(values(trunk.get(1), 42)).isEqualTo(values(trunk.get(1), 42));
        assertThat(values(trunk.get(1), 42)).isNotEqualTo(values(trunk.get(1), 43));
        assertThat(values(trunk.get(5), 42)).isNotEqualTo(values(trunk.get(7), 42));
    }

    private float[] values(Parameter parameter, long seed) {
        FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(parameter.elements()));
        Arrays.fill(values.array(), Float.NaN);
        new NewWeights(bert, new Seed(seed)).fill(parameter, values);
        return values.array();
    }

    private static Bert bert() {
        try {
            return new Bert(new Checkpoint(TinyBert.FOLDER).config());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
