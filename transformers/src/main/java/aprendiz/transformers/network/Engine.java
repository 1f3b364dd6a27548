package aprendiz.transformers.network;

import aprendiz.transformers.network.Head.Scope;
import aprendiz.transformers.text.Tokens;
import java.util.ArrayList;
import java.util.List;

/**
 * What computes a network's answers, whether from its weights or from an export of it. Safe to use from several threads;
 * owns native memory until it is closed, and then throws {@link IllegalStateException}.
 */
public interface Engine extends AutoCloseable {

    /** How often the network's head answers. */
    Scope scope();

    /** What a head that answers for each text says of them: {@code [texts][width]}. */
    float[][] answers(List<Tokens> texts);

    /** What a head that answers for each token says of all of them: {@code [texts][tokens of that text][width]}. */
    float[][][] tokenAnswers(List<Tokens> texts);

    /**
     * What a head that answers for each token says of some tokens.
     *
     * @param places of each text, the tokens asked for, counted from 0
     * @return {@code [texts][places][width]}
     */
    default float[][][] answersAt(List<Tokens> texts, List<List<Integer>> places) {
        float[][][] all = tokenAnswers(texts);
        float[][][] some = new float[all.length][][];
        for (int text = 0; text < all.length; text++) {
            List<float[]> chosen = new ArrayList<>();
            for (int place : places.get(text)) {
                chosen.add(all[text][place]);
            }
            some[text] = chosen.toArray(float[][]::new);
        }
        return some;
    }

    @Override
    void close();
}
