package aprendiz.transformers.network;

import aprendiz.model.Problem.Complaint;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Parameter.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The layers that BERT and DistilBERT share: self-attention and a feed-forward network, each followed by a residual and
 * a layer norm (Devlin et al. 2019, section 3; Vaswani et al. 2017, section 3.1).
 */
record Encoder(ModelConfig config) {

    /** Query, key, value and output, each with bias; a norm; up and down, each with bias; a norm. */
    static final int TENSORS = 16;

    /** What TorchScript computes for an activation that Hugging Face calls so. */
    private static final Map<String, String> ACTIVATIONS = Map.of(
            "gelu", "torch.gelu(x)",
            "gelu_new", "torch.gelu(x, approximate=\"tanh\")",
            "gelu_pytorch_tanh", "torch.gelu(x, approximate=\"tanh\")",
            "relu", "torch.relu(x)");

    private static final String PROGRAM = """
              # one layer; x: [batch, length, hidden], text: bool [batch, 1, 1, length], true for text
              def layer(self, x: Tensor, text: Tensor, w: List[Tensor], train: bool) -> Tensor:
                query, query_b, key, key_b, value, value_b, out, out_b, scale, shift = w[:10]
                q = self.heads(torch.linear(x, query, query_b))
                k = self.heads(torch.linear(x, key, key_b))
                v = self.heads(torch.linear(x, value, value_b))
                a = self.attention(q, k, v, text, {attention_dropout} if train else 0.0)
                a = torch.flatten(torch.transpose(a, 1, 2), 2, 3)
                a = torch.dropout(torch.linear(a, out, out_b), {attended_dropout}, train)
                x = self.norm(a + x, scale, shift)
                up, up_b, down, down_b, scale2, shift2 = w[10:]
                f = torch.linear(self.activation(torch.linear(x, up, up_b)), down, down_b)
                return self.norm(torch.dropout(f, {dropout}, train) + x, scale2, shift2)

              # softmax(q k' / sqrt(hidden / heads)) v: [batch, heads, length, hidden/heads]
              def attention(self, q: Tensor, k: Tensor, v: Tensor, text: Tensor, dropout: float) -> Tensor:
                return torch.scaled_dot_product_attention(q, k, v, text, dropout)

              # [batch, length, hidden] -> [batch, heads, length, hidden/heads]
              def heads(self, x: Tensor) -> Tensor:
                return torch.transpose(torch.unflatten(x, 2, [{heads}, -1]), 1, 2)

              def norm(self, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
                return torch.layer_norm(x, [{hidden}], scale, shift, {eps})

              def activation(self, x: Tensor) -> Tensor:
                return {activation}

              def hidden(self, ids: Tensor, types: Tensor, mask: Tensor, w: List[Tensor], train: bool) -> Tensor:
                x = self.embed(ids, types, w[:{embeddings}], train)
                text = torch.unsqueeze(torch.unsqueeze(torch.ne(mask, 0), 1), 1)
                for i in range({layers}):
                  at = {embeddings} + i * {tensors}
                  x = self.layer(x, text, w[at:at + {tensors}], train)
                return x
            """;

    /**
     * TorchScript with a method {@code hidden}, which calls {@code embed}.
     *
     * @param embeddings how many tensors {@code embed} takes
     * @param attendedDropout probability, in training, after the attention's output layer
     */
    String program(int embeddings, double attendedDropout) {
        return Template.fill(
                PROGRAM,
                Map.ofEntries(
                        Map.entry("attention_dropout", config.attentionDropout()),
                        Map.entry("attended_dropout", attendedDropout),
                        Map.entry("dropout", config.hiddenDropout()),
                        Map.entry("heads", config.numAttentionHeads()),
                        Map.entry("hidden", config.hiddenSize()),
                        Map.entry("eps", config.layerNormEps()),
                        Map.entry("activation", ACTIVATIONS.get(config.hiddenAct())),
                        Map.entry("layers", config.numHiddenLayers()),
                        Map.entry("embeddings", embeddings),
                        Map.entry("tensors", TENSORS)));
    }

    /** The parts of one layer as a family names them; each is a linear layer or, where it says so, a norm. */
    record Names(
            String query,
            String key,
            String value,
            String out,
            String norm,
            String up,
            String down,
            String secondNorm) {}

    /** Adds one layer's tensors in the order in which the program takes them. */
    void addLayer(List<Parameter> all, String prefix, Names names) {
        int h = config.hiddenSize();
        int f = config.intermediateSize();
        all.addAll(Parameter.linear(prefix + names.query, h, h));
        all.addAll(Parameter.linear(prefix + names.key, h, h));
        all.addAll(Parameter.linear(prefix + names.value, h, h));
        all.addAll(Parameter.linear(prefix + names.out, h, h));
        all.addAll(Parameter.norm(prefix + names.norm, h));
        all.addAll(Parameter.linear(prefix + names.up, f, h));
        all.addAll(Parameter.linear(prefix + names.down, h, f));
        all.addAll(Parameter.norm(prefix + names.secondNorm, h));
    }

    /** Word embeddings, which are the same in both families. */
    Parameter words(String name) {
        return new Parameter(name, Origin.NORMAL_BUT_PADDING, config.vocabSize(), config.hiddenSize());
    }

    /** What in the config means another network than is computed here. */
    List<Complaint> complaints() {
        List<Complaint> complaints = new ArrayList<>();
        if (!ACTIVATIONS.containsKey(config.hiddenAct())) {
            String field = switch (config.type()) {
                case BERT -> "hidden_act";
                case DISTILBERT -> "activation";
            };
            String known = ACTIVATIONS.keySet().stream().sorted().toList().toString();
            unsupported(field, config.hiddenAct(), known).ifPresent(complaints::add);
        }
        int padding = padding();
        if (padding < 0 || padding >= config.vocabSize()) {
            unsupported("pad_token_id", padding, "a token of the vocabulary").ifPresent(complaints::add);
        }
        return complaints;
    }

    /** A complaint about a field, unless it is as it must be. */
    static Optional<Complaint> unsupported(String field, Object found, Object supported) {
        return found.equals(supported)
                ? Optional.empty()
                : Optional.of(new Complaint(
                        Checkpoint.CONFIG + ": " + field, "'" + found + "' is not supported, only " + supported));
    }

    int padding() {
        return config.rest().path("pad_token_id").asInt(0);
    }
}
