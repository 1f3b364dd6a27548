package aprendiz.transformers.export;

import aprendiz.transformers.network.Parameter;

/** How the large matrices are kept in a file, and what multiplies by them. */
sealed interface Arithmetic permits Fp32, Int8 {

    /**
     * A linear layer: {@code x W' + b}.
     *
     * @param x {@code [..., in]}
     * @param weight {@code [out, in]}
     * @return {@code [..., out]}
     */
    String linear(String x, Parameter weight, Parameter bias);

    /**
     * The attention of all layers.
     *
     * @param mask int64 {@code [batch, length]}, 1 for text
     */
    Attention attention(String mask);

    /**
     * Rows of a table by their numbers.
     *
     * @param ids int64 {@code [batch, length]}
     * @param table {@code [rows, width]}
     * @return {@code [batch, length, width]}
     */
    String rows(String ids, Parameter table);

    /** As {@link #linear}, with a table that {@link #rows} may look into too, and which is kept once if it can be. */
    String scores(String x, Parameter table, Parameter bias);
}
