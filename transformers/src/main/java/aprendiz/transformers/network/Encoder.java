package aprendiz.transformers.network;

import aprendiz.model.Problem.Complaint;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Parameter.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
                q = self.heads({query})
                k = self.heads({key})
                v = self.heads({value})
                a = self.attention(q, k, v, text, {attention_dropout} if train else 0.0)
                a = torch.flatten(torch.transpose(a, 1, 2), 2, 3)
                a = torch.dropout({out}, {attended_dropout}, train)
                x = self.norm(a + x, scale, shift)
                up, up_b, down, down_b, scale2, shift2 = w[10:{tensors}]
                f = self.activation({up})
                f = torch.dropout({down}, {dropout}, train)
                return self.norm(f + x, scale2, shift2)

              # softmax(q k' / sqrt(hidden / heads)) v: [batch, heads, length, hidden/heads]
              def attention(self, q: Tensor, k: Tensor, v: Tensor, text: Tensor, dropout: float) -> Tensor:
                return {attention}

              def scores(self, q: Tensor, k: Tensor, text: Tensor) -> Tensor:
                scores = torch.matmul(q, torch.transpose(k, 2, 3)) / {root}
                return torch.masked_fill(scores, torch.logical_not(text), -3.4028234663852886e+38)

              # [batch, length, hidden] -> [batch, heads, length, hidden/heads]
              def heads(self, x: Tensor) -> Tensor:
                return torch.transpose(torch.unflatten(x, 2, [{heads}, -1]), 1, 2)

              def linear(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
                return torch.linear(self.cast(x), self.cast(weight), self.cast(bias))

              # W x + b + scale B A dropout(x); a: [rank, in], b: [out, rank]
              def adapted(self, x: Tensor, weight: Tensor, bias: Tensor, a: Tensor, b: Tensor, train: bool) -> Tensor:
                low = torch.linear(self.cast(torch.dropout(x, {adapter_dropout}, train)), self.cast(a))
                return self.linear(x, weight, bias) + torch.linear(low, self.cast(b)) * {adapter_scale}

              # to the precision of linear layers and attention
              def cast(self, x: Tensor) -> Tensor:
                return {cast}

              def norm(self, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
                return torch.layer_norm(x, [{hidden}], scale, shift, {eps})

              def activation(self, x: Tensor) -> Tensor:
                return {activation}

              # mask: int64 [batch, length] -> what a layer takes as text
              def text(self, mask: Tensor) -> Tensor:
                return torch.unsqueeze(torch.unsqueeze(torch.ne(mask, 0), 1), 1)

              # the i-th layer, with its part of the weights of the whole network
              def layer_at(self, i: int, x: Tensor, text: Tensor, w: List[Tensor], train: bool) -> Tensor:
                at = {embeddings} + i * {tensors}
                beside = len(w) - ({layers} - i) * {adapters}
                return self.layer(x, text, w[at:at + {tensors}] + w[beside:beside + {adapters}], train)

              def hidden(self, ids: Tensor, types: Tensor, mask: Tensor, w: List[Tensor], train: bool) -> Tensor:
                x = self.embed(ids, types, w[:{embeddings}], train)
                text = self.text(mask)
                for i in range({layers}):
                  x = self.layer_at(i, x, text, w, train)
                return x
            """;

    /**
     * TorchScript with a method {@code hidden}, which calls {@code embed}.
     *
     * @param embeddings how many tensors {@code embed} takes
     * @param attendedDropout probability, in training, after the attention's output layer
     */
    String program(Family family, Computing how, int embeddings, double attendedDropout) {
        List<String> adapted = how.adapters().map(lora -> lora.adapted(family)).orElse(List.of());
        Map<String, Object> holes = new LinkedHashMap<>();
        Names names = family.layerNames();
        holes.put("query", linear("x", "query", adapted.indexOf(names.query)));
        holes.put("key", linear("x", "key", adapted.indexOf(names.key)));
        holes.put("value", linear("x", "value", adapted.indexOf(names.value)));
        holes.put("out", linear("a", "out", adapted.indexOf(names.out)));
        holes.put("up", linear("x", "up", adapted.indexOf(names.up)));
        holes.put("down", linear("f", "down", adapted.indexOf(names.down)));
        holes.put("adapters", 2 * adapted.size());
        holes.put("adapter_dropout", how.adapters().map(Lora::dropout).orElse(0.0));
        holes.put("adapter_scale", how.adapters().map(Lora::scale).orElse(1.0));
        holes.put("cast", how.precision().expression);
        holes.put("attention", how.attention().expression);
        holes.put("attention_dropout", config.attentionDropout());
        holes.put("attended_dropout", attendedDropout);
        holes.put("dropout", config.hiddenDropout());
        holes.put("root", Math.sqrt((double) config.hiddenSize() / config.numAttentionHeads()));
        holes.put("heads", config.numAttentionHeads());
        holes.put("hidden", config.hiddenSize());
        holes.put("eps", config.layerNormEps());
        holes.put("activation", ACTIVATIONS.get(config.hiddenAct()));
        holes.put("layers", config.numHiddenLayers());
        holes.put("embeddings", embeddings);
        holes.put("tensors", TENSORS);
        return Template.fill(PROGRAM, holes);
    }

    /** @param adapter which of a layer's adapters is beside it; -1 for none */
    private static String linear(String input, String layer, int adapter) {
        String arguments = input + ", " + layer + ", " + layer + "_b";
        int at = TENSORS + 2 * adapter;
        return adapter < 0
                ? "self.linear(" + arguments + ")"
                : "self.adapted(" + arguments + ", w[" + at + "], w[" + (at + 1) + "], train)";
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
            String secondNorm) {

        /** All but the norms. */
        List<String> linear() {
            return List.of(query, key, value, out, up, down);
        }
    }

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
