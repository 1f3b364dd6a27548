package aprendiz.transformers.network;

import aprendiz.model.Problem;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Parameter.Origin;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * One label for a text.
 *
 * @param labels in the order of the logits; at least two, no two equal
 */
public record Classification(List<String> labels) implements Head {

    /** The pooler and the classifier of Hugging Face's {@code BertForSequenceClassification}. */
    private static final String BERT = """
              def head(self, x: Tensor, mask: Tensor, w: List[Tensor], train: bool) -> Tensor:
                pool, pool_b, classify, classify_b = w
                pooled = torch.tanh(torch.linear(torch.select(x, 1, 0), pool, pool_b))  # of the first token
                return torch.linear(torch.dropout(pooled, {dropout}, train), classify, classify_b)
            """;

    public Classification {
        labels = List.copyOf(labels);
        if (labels.size() < 2 || new HashSet<>(labels).size() < labels.size()) {
            throw Problem.invalid("Bad labels", labels + " must be two or more, all different");
        }
    }

    @Override
    public List<Parameter> parameters(Family family) {
        return switch (family) {
            case Bert bert ->
                List.of(
                        new Parameter("bert.pooler.dense.weight", Origin.NORMAL, bert.hidden(), bert.hidden()),
                        new Parameter("bert.pooler.dense.bias", Origin.ZEROS, bert.hidden()),
                        new Parameter("classifier.weight", Origin.NORMAL, labels.size(), bert.hidden()),
                        new Parameter("classifier.bias", Origin.ZEROS, labels.size()));
        };
    }

    @Override
    public int width(Family family) {
        return labels.size();
    }

    @Override
    public String program(Family family) {
        return switch (family) {
            case Bert bert -> Template.fill(BERT, Map.of("dropout", dropout(bert.config())));
        };
    }

    private static double dropout(ModelConfig config) {
        return config.classifierDropout() == null ? config.hiddenDropout() : config.classifierDropout();
    }
}
