package aprendiz.transformers.export;

import aprendiz.transformers.network.Parameter;
import java.util.List;

/**
 * What every token takes from all others: {@code softmax(q k' / sqrt(hidden / heads)) v} for each head, filling left out
 * (Vaswani et al. 2017, section 3.2).
 */
sealed interface Attention permits PlainAttention, QuantizedAttention {

    /**
     * The attention of one layer, up to its output's linear layer.
     *
     * @param x {@code [batch, length, hidden]}
     * @param weights of query, key and value
     * @param biases theirs
     * @return {@code [batch, length, hidden]}, the heads side by side
     */
    String of(String x, List<Parameter> weights, List<Parameter> biases);
}
