package aprendiz.transformers.network;

import aprendiz.transformers.network.Parameter.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * For each token, how likely each word of the vocabulary stands there (Devlin et al. 2019, section 3.1). Its last layer
 * shares its weight with the word embeddings, unless the config says {@code tie_word_embeddings: false}.
 */
public record MaskedLm() implements Head {

    static final String CLASS = "ForMaskedLM";

    private static final String PROGRAM = """
              def head(self, x: Tensor, mask: Tensor, w: List[Tensor], train: bool) -> Tensor:
                dense, dense_b, scale, shift, word_b = w[{own}:{end}]
                x = self.norm(self.activation(torch.linear(x, dense, dense_b)), scale, shift)
                return torch.linear(x, w[{words}], word_b)
            """;

    @Override
    public String className() {
        return CLASS;
    }

    @Override
    public List<Parameter> parameters(Family family) {
        String dense;
        String norm;
        String words;
        String bias;
        switch (family) {
            case Bert bert -> {
                dense = "cls.predictions.transform.dense";
                norm = "cls.predictions.transform.LayerNorm";
                words = "cls.predictions.decoder.weight";
                bias = "cls.predictions.bias";
            }
            case DistilBert distilBert -> {
                dense = "vocab_transform";
                norm = "vocab_layer_norm";
                words = "vocab_projector.weight";
                bias = "vocab_projector.bias";
            }
        }
        List<Parameter> all = new ArrayList<>(Parameter.linear(dense, family.hidden(), family.hidden()));
        all.addAll(Parameter.norm(norm, family.hidden()));
        all.add(new Parameter(bias, Origin.ZEROS, width(family)));
        if (!tied(family)) {
            all.add(new Parameter(words, Origin.NORMAL, width(family), family.hidden()));
        }
        return List.copyOf(all);
    }

    private static boolean tied(Family family) {
        return family.config().rest().path("tie_word_embeddings").asBoolean(true);
    }

    @Override
    public int width(Family family) {
        return family.config().vocabSize();
    }

    @Override
    public Scope scope() {
        return Scope.TOKEN;
    }

    @Override
    public String program(Family family) {
        int own = family.trunk().size();
        return Template.fill(PROGRAM, Map.of("own", own, "end", own + 5, "words", tied(family) ? 0 : own + 5));
    }
}
