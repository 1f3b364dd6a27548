package aprendiz.transformers.network;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Parameter.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** BERT's trunk (Devlin et al. 2019, section 3), numerically that of Hugging Face's {@code BertModel}. */
public record Bert(ModelConfig config) implements Family {

    private static final int EMBEDDINGS = 5;

    private static final Encoder.Names LAYER = new Encoder.Names(
            "attention.self.query",
            "attention.self.key",
            "attention.self.value",
            "attention.output.dense",
            "attention.output.LayerNorm",
            "intermediate.dense",
            "output.dense",
            "output.LayerNorm");

    /** Fields that can turn BERT into something else, each with the value that does not. */
    private static final List<Map.Entry<String, String>> ORDINARY = List.of(
            Map.entry("position_embedding_type", "absolute"),
            Map.entry("is_decoder", "false"),
            Map.entry("add_cross_attention", "false"));

    private static final String EMBED = """
              # ids, types: int64 [batch, length] -> [batch, length, hidden]
              def embed(self, ids: Tensor, types: Tensor, w: List[Tensor], train: bool) -> Tensor:
                word, position, type, scale, shift = w
                x = torch.embedding(word, ids, {padding}) + torch.embedding(type, types)
                x = x + torch.slice(position, 0, 0, torch.size(ids, 1), 1)
                return torch.dropout(self.norm(x, scale, shift), {dropout}, train)

            """;

    /**
     * Takes a config that means a BERT as it is computed here.
     *
     * @throws Problem of kind INVALID that names every field that means another
     */
    public Bert {
        List<Complaint> complaints = new Encoder(config).complaints();
        Encoder.unsupported("model_type", config.type().toString(), "bert").ifPresent(complaints::add);
        for (Map.Entry<String, String> field : ORDINARY) {
            String found = config.rest().path(field.getKey()).asText(field.getValue());
            Encoder.unsupported(field.getKey(), found, field.getValue()).ifPresent(complaints::add);
        }
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Unsupported architecture", complaints);
        }
    }

    @Override
    public String prefix() {
        return "bert.";
    }

    @Override
    public String className() {
        return "Bert";
    }

    @Override
    public String program(Computing how) {
        return Template.fill(EMBED, Map.of("padding", padding(), "dropout", config.hiddenDropout()))
                + new Encoder(config).program(this, how, EMBEDDINGS, config.hiddenDropout());
    }

    @Override
    public List<Parameter> trunk() {
        int h = config.hiddenSize();
        Encoder encoder = new Encoder(config);
        List<Parameter> all = new ArrayList<>();
        String name = "bert.embeddings.";
        all.add(encoder.words(name + "word_embeddings.weight"));
        all.add(new Parameter(name + "position_embeddings.weight", Origin.NORMAL, config.maxPositionEmbeddings(), h));
        all.add(new Parameter(name + "token_type_embeddings.weight", Origin.NORMAL, config.typeVocabSize(), h));
        all.addAll(Parameter.norm(name + "LayerNorm", h));
        for (int i = 0; i < config.numHiddenLayers(); i++) {
            encoder.addLayer(all, layerPrefix(i), LAYER);
        }
        return List.copyOf(all);
    }

    /** A linear layer over the first token's vector: a part of the bare model that only one head computes with. */
    List<Parameter> pooler() {
        return Parameter.linear("bert.pooler.dense", config.hiddenSize(), config.hiddenSize());
    }

    @Override
    public String layerPrefix(int layer) {
        return "bert.encoder.layer." + layer + ".";
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
