package aprendiz.transformers.network;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Parameter.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * DistilBERT's trunk (Sanh et al. 2019, section 3), numerically that of Hugging Face's {@code DistilBertModel}: BERT
 * without token types and pooler, and without dropout after the attention.
 */
public record DistilBert(ModelConfig config) implements Family {

    private static final int EMBEDDINGS = 4;

    private static final Encoder.Names LAYER = new Encoder.Names(
            "attention.q_lin",
            "attention.k_lin",
            "attention.v_lin",
            "attention.out_lin",
            "sa_layer_norm",
            "ffn.lin1",
            "ffn.lin2",
            "output_layer_norm");

    private static final String EMBED = """
              # ids: int64 [batch, length] -> [batch, length, hidden]; there are no types
              def embed(self, ids: Tensor, types: Tensor, w: List[Tensor], train: bool) -> Tensor:
                word, position, scale, shift = w
                x = torch.embedding(word, ids, {padding}) + torch.slice(position, 0, 0, torch.size(ids, 1), 1)
                return torch.dropout(self.norm(x, scale, shift), {dropout}, train)

            """;

    /**
     * Takes a config that means a DistilBERT.
     *
     * @throws Problem of kind INVALID that names every field that means something else
     */
    public DistilBert {
        List<Complaint> complaints = new Encoder(config).complaints();
        Encoder.unsupported("model_type", config.type().toString(), "distilbert")
                .ifPresent(complaints::add);
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Unsupported architecture", complaints);
        }
    }

    @Override
    public String prefix() {
        return "distilbert.";
    }

    @Override
    public String className() {
        return "DistilBert";
    }

    @Override
    public String program(Computing how) {
        return Template.fill(EMBED, Map.of("padding", padding(), "dropout", config.hiddenDropout()))
                + new Encoder(config).program(this, how, EMBEDDINGS, 0);
    }

    @Override
    public List<Parameter> trunk() {
        Encoder encoder = new Encoder(config);
        List<Parameter> all = new ArrayList<>();
        String name = "distilbert.embeddings.";
        all.add(encoder.words(name + "word_embeddings.weight"));
        all.add(new Parameter(
                name + "position_embeddings.weight",
                Origin.NORMAL,
                config.maxPositionEmbeddings(),
                config.hiddenSize()));
        all.addAll(Parameter.norm(name + "LayerNorm", config.hiddenSize()));
        for (int i = 0; i < config.numHiddenLayers(); i++) {
            encoder.addLayer(all, layerPrefix(i), LAYER);
        }
        return List.copyOf(all);
    }

    @Override
    public String layerPrefix(int layer) {
        return "distilbert.transformer.layer." + layer + ".";
    }

    @Override
    public Encoder.Names layerNames() {
        return LAYER;
    }

    @Override
    public int tensorsUpTo(int layers) {
        return EMBEDDINGS + layers * Encoder.TENSORS;
    }
}
