package aprendiz.transformers.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aprendiz.transformers.TinyNetwork;
import aprendiz.transformers.network.Head.Scope;
import aprendiz.transformers.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both families with every head against what Hugging Face's library computes from the same files. */
class ParityTest {

    static List<String> networks() {
        return TinyNetwork.NAMES;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void answersAsTransformersDoes(String name) {
        TinyNetwork tiny = new TinyNetwork(name);
        float[] golden = tiny.golden("answers");
        try (LiveNetwork network = tiny.load()) {
            int width = network.network().width();
            List<Tokens> texts = tiny.texts();
            switch (network.network().head().scope()) {
                case TEXT -> {
                    float[][] answers = network.answers(texts);
                    for (int i = 0; i < answers.length; i++) {
                        assertClose(answers[i], golden, i * width);
                    }
                }
                case TOKEN -> {
                    float[][][] answers = network.tokenAnswers(texts);
                    int length = golden.length / width / texts.size();
                    for (int i = 0; i < answers.length; i++) {
                        assertThat(answers[i]).hasNumberOfRows(texts.get(i).length());
                        for (int token = 0; token < answers[i].length; token++) {
                            assertClose(answers[i][token], golden, (i * length + token) * width);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void hasTheHiddenStatesOfTransformersAfterEveryLayer(String name) {
        TinyNetwork tiny = new TinyNetwork(name);
        List<Tokens> texts = tiny.texts();
        for (int layers = 1; layers <= 3; layers++) {
            float[] golden = tiny.golden("hidden." + layers);
            try (LiveNetwork network = tiny.loadTrunk(layers)) {
                float[][][] states = network.tokenAnswers(texts);
                int length = golden.length / 8 / texts.size();
                for (int i = 0; i < states.length; i++) {
                    for (int token = 0; token < states[i].length; token++) {
                        assertClose(states[i][token], golden, (i * length + token) * 8);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void answersABatchAsOneByOne(String name) {
        TinyNetwork tiny = new TinyNetwork(name);
        List<Tokens> texts = tiny.texts();
        try (LiveNetwork network = tiny.load()) {
            boolean perText = network.network().head().scope() == Scope.TEXT;
            for (int i = 0; i < texts.size(); i++) {
                List<Tokens> alone = List.of(texts.get(i));
                float[][] together =
                        perText ? new float[][] {network.answers(texts)[i]} : network.tokenAnswers(texts)[i];
                float[][] single = perText ? network.answers(alone) : network.tokenAnswers(alone)[0];
                for (int row = 0; row < single.length; row++) {
                    assertThat(single[row]).containsExactly(together[row], within(1e-5f));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void answersForTheTokensAskedForOnly(String name) {
        TinyNetwork tiny = new TinyNetwork(name);
        List<Tokens> texts = tiny.texts();
        try (LiveNetwork network = tiny.load()) {
            if (network.network().head().scope() == Scope.TEXT) {
                return;
            }
            float[][][] all = network.tokenAnswers(texts);
            List<List<Integer>> places = new ArrayList<>();
            texts.forEach(text -> places.add(List.of(text.length() - 1, 0)));
            places.set(1, List.of());
            float[][][] some = network.answersAt(texts, places);
            assertThat(some[1]).isEmpty();
            assertThat(some[2][0]).containsExactly(all[2][all[2].length - 1], within(1e-5f));
            assertThat(some[2][1]).containsExactly(all[2][0], within(1e-5f));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void keepsNoMemoryFromAnswerToAnswer(String name) {
        TinyNetwork tiny = new TinyNetwork(name);
        try (LiveNetwork network = tiny.load()) {
            int before = network.memory().getManagedArrays().size();
            for (int i = 0; i < 20; i++) {
                if (network.network().head().scope() == Scope.TEXT) {
                    network.answers(tiny.texts());
                } else {
                    network.tokenAnswers(tiny.texts());
                }
            }
            assertThat(network.memory().getManagedArrays()).hasSize(before);
        }
    }

    private static void assertClose(float[] found, float[] golden, int from) {
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(golden[from + i], within(1e-4f));
        }
    }
}
