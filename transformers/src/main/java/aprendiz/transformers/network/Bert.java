package aprendiz.transformers.network;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.model.checkpoint.ModelType;
import aprendiz.transformers.network.Parameter.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * BERT's trunk (Devlin et al. 2019, section 3), numerically that of Hugging Face's {@code BertModel}: layer norm after
 * each residual, GELU by erf.
 */
public record Bert(ModelConfig config) implements Family {

    private static final int EMBEDDING_TENSORS = 5;
    private static final int LAYER_TENSORS = 16;

    /** Fields that can turn BERT into something else, each with the value that does not. */
    private static final List<Map.Entry<String, String>> ORDINARY = List.of(
            Map.entry("position_embedding_type", "absolute"),
            Map.entry("is_decoder", "false"),
            Map.entry("add_cross_attention", "false"));

    private static final String PROGRAM = """
              # ids, types: int64 [batch, length] -> [batch, length, hidden]
              def embed(self, ids: Tensor, types: Tensor, w: List[Tensor], train: bool) -> Tensor:
                word, position, type, scale, shift = w
                x = torch.embedding(word, ids, {padding}) + torch.embedding(type, types)
                x = x + torch.slice(position, 0, 0, torch.size(ids, 1), 1)
                return torch.dropout(self.norm(x, scale, shift), {dropout}, train)

              # one layer of the encoder; x: [batch, length, hidden], mask: bool [batch, 1, 1, length], true for text
              def layer(self, x: Tensor, mask: Tensor, w: List[Tensor], train: bool) -> Tensor:
                query, query_b, key, key_b, value, value_b, out, out_b, scale, shift = w[:10]
                q = self.heads(torch.linear(x, query, query_b))
                k = self.heads(torch.linear(x, key, key_b))
                v = self.heads(torch.linear(x, value, value_b))
                p = {attention_dropout} if train else 0.0
                # softmax(q k' / sqrt(hidden / heads)) v
                a = torch.scaled_dot_product_attention(q, k, v, mask, p)  # [batch, heads, length, hidden/heads]
                a = torch.flatten(torch.transpose(a, 1, 2), 2, 3)
                a = torch.dropout(torch.linear(a, out, out_b), {dropout}, train)
                x = self.norm(a + x, scale, shift)
                up, up_b, down, down_b, scale2, shift2 = w[10:]
                f = torch.linear(torch.gelu(torch.linear(x, up, up_b)), down, down_b)
                return self.norm(torch.dropout(f, {dropout}, train) + x, scale2, shift2)

              # [batch, length, hidden] -> [batch, heads, length, hidden/heads]
              def heads(self, x: Tensor) -> Tensor:
                return torch.transpose(torch.unflatten(x, 2, [{heads}, -1]), 1, 2)

              def norm(self, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
                return torch.layer_norm(x, [{hidden}], scale, shift, {eps})

              def hidden(self, ids: Tensor, types: Tensor, mask: Tensor, w: List[Tensor], train: bool) -> Tensor:
                x = self.embed(ids, types, w[:{embedding_tensors}], train)
                text = torch.unsqueeze(torch.unsqueeze(torch.ne(mask, 0), 1), 1)
                for i in range({layers}):
                  at = {embedding_tensors} + i * {layer_tensors}
                  x = self.layer(x, text, w[at:at + {layer_tensors}], train)
                return x
            """;

    /**
     * Takes a config that means a BERT as it is computed here.
     *
     * @throws Problem of kind INVALID that names every field that means another
     */
    public Bert {
        List<Complaint> complaints = new ArrayList<>();
        if (config.type() != ModelType.BERT) {
            complaints.add(complaint("model_type", config.type(), "bert"));
        }
        if (!config.hiddenAct().equals("gelu")) {
            complaints.add(complaint("hidden_act", config.hiddenAct(), "gelu"));
        }
        for (Map.Entry<String, String> field : ORDINARY) {
            String found = config.rest().path(field.getKey()).asText(field.getValue());
            if (!found.equals(field.getValue())) {
                complaints.add(complaint(field.getKey(), found, field.getValue()));
            }
        }
        int padding = padding(config);
        if (padding < 0 || padding >= config.vocabSize()) {
            complaints.add(complaint("pad_token_id", padding, "a token of the vocabulary"));
        }
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Unsupported architecture", complaints);
        }
    }

    private static Complaint complaint(String field, Object found, String supported) {
        return new Complaint(Checkpoint.CONFIG + ": " + field, "'" + found + "' is not supported, only " + supported);
    }

    private static int padding(ModelConfig config) {
        return config.rest().path("pad_token_id").asInt(0);
    }

    @Override
    public String prefix() {
        return "bert.";
    }

    @Override
    public String program() {
        return Template.fill(
                PROGRAM,
                Map.ofEntries(
                        Map.entry("padding", padding()),
                        Map.entry("dropout", config.hiddenDropout()),
                        Map.entry("attention_dropout", config.attentionDropout()),
                        Map.entry("heads", config.numAttentionHeads()),
                        Map.entry("hidden", config.hiddenSize()),
                        Map.entry("eps", config.layerNormEps()),
                        Map.entry("layers", config.numHiddenLayers()),
                        Map.entry("embedding_tensors", EMBEDDING_TENSORS),
                        Map.entry("layer_tensors", LAYER_TENSORS)));
    }

    @Override
    public List<Parameter> trunk() {
        int h = config.hiddenSize();
        int f = config.intermediateSize();
        List<Parameter> all = new ArrayList<>();
        String name = "bert.embeddings.";
        all.add(new Parameter(name + "word_embeddings.weight", Origin.NORMAL_BUT_PADDING, config.vocabSize(), h));
        all.add(new Parameter(name + "position_embeddings.weight", Origin.NORMAL, config.maxPositionEmbeddings(), h));
        all.add(new Parameter(name + "token_type_embeddings.weight", Origin.NORMAL, config.typeVocabSize(), h));
        addNorm(all, name + "LayerNorm", h);
        for (int i = 0; i < config.numHiddenLayers(); i++) {
            name = "bert.encoder.layer." + i + ".";
            addLinear(all, name + "attention.self.query", h, h);
            addLinear(all, name + "attention.self.key", h, h);
            addLinear(all, name + "attention.self.value", h, h);
            addLinear(all, name + "attention.output.dense", h, h);
            addNorm(all, name + "attention.output.LayerNorm", h);
            addLinear(all, name + "intermediate.dense", f, h);
            addLinear(all, name + "output.dense", h, f);
            addNorm(all, name + "output.LayerNorm", h);
        }
        return List.copyOf(all);
    }

    static void addLinear(List<Parameter> all, String name, int out, int in) {
        all.add(new Parameter(name + ".weight", Origin.NORMAL, out, in));
        all.add(new Parameter(name + ".bias", Origin.ZEROS, out));
    }

    private static void addNorm(List<Parameter> all, String name, int size) {
        all.add(new Parameter(name + ".weight", Origin.ONES, size));
        all.add(new Parameter(name + ".bias", Origin.ZEROS, size));
    }

    @Override
    public int tensorsUpTo(int layers) {
        return EMBEDDING_TENSORS + layers * LAYER_TENSORS;
    }

    @Override
    public int layers() {
        return config.numHiddenLayers();
    }

    @Override
    public int hidden() {
        return config.hiddenSize();
    }

    @Override
    public int positions() {
        return config.maxPositionEmbeddings();
    }

    @Override
    public int padding() {
        return padding(config);
    }

    @Override
    public double initializerRange() {
        return config.rest().path("initializer_range").asDouble(0.02);
    }
}
