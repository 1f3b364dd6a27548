package aprendiz.transformers.network;

import java.util.Objects;
import java.util.Optional;

/**
 * How a trunk is computed.
 *
 * @param adapters low-rank adapters beside its linear layers
 */
public record Computing(Attention attention, Precision precision, Optional<Lora> adapters) {

    /** Exact and fast, with nothing beside the trunk. */
    public static final Computing USUAL = new Computing(Attention.FUSED, Precision.FP32, Optional.empty());

    /** Both give the same numbers but for rounding. */
    public enum Attention {
        /** libtorch's kernel; it has no second derivative. */
        FUSED("torch.scaled_dot_product_attention(q, k, v, text, dropout)"),
        /** Step by step, so that every derivative exists; slower, and it keeps the attention weights. */
        PLAIN("torch.matmul(torch.dropout(torch.softmax(self.scores(q, k, text), 3), dropout, True), v)");

        final String expression;

        Attention(String expression) {
            this.expression = expression;
        }
    }

    /** What linear layers and attention are computed in; weights, norms and sums are fp32 in any case. */
    public enum Precision {
        FP32("x"),
        /** Eight bits of mantissa: fast on processors with AMX or AVX512-BF16. */
        BF16("torch.to(x, 15)");

        final String expression;

        Precision(String expression) {
            this.expression = expression;
        }
    }

    public Computing {
        Objects.requireNonNull(attention, "attention");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(adapters, "adapters");
    }
}
