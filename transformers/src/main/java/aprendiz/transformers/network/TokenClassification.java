package aprendiz.transformers.network;

import aprendiz.model.Problem;
import aprendiz.model.checkpoint.ModelConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * One label for each token, as Hugging Face's {@code BertForTokenClassification} and {@code
 * DistilBertForTokenClassification}.
 *
 * @param labels in the order of the logits; two or more, no two equal
 */
public record TokenClassification(List<String> labels) implements Head {

    static final String CLASS = "ForTokenClassification";

    private static final String PROGRAM = """
              def head(self, x: Tensor, mask: Tensor, w: List[Tensor], train: bool) -> Tensor:
                classify, classify_b = w[{own}:{own} + 2]
                return torch.linear(torch.dropout(x, {dropout}, train), classify, classify_b)
            """;

    public TokenClassification {
        labels = List.copyOf(labels);
        if (labels.size() < 2 || new HashSet<>(labels).size() < labels.size()) {
            throw Problem.invalid("Bad labels", labels + " must be two or more, all different");
        }
    }

    @Override
    public String className() {
        return CLASS;
    }

    @Override
    public List<Parameter> parameters(Family family) {
        return Parameter.linear("classifier", labels.size(), family.hidden());
    }

    @Override
    public int width(Family family) {
        return labels.size();
    }

    @Override
    public Scope scope() {
        return Scope.TOKEN;
    }

    @Override
    public String program(Family family) {
        return Template.fill(PROGRAM, Map.of("own", family.trunk().size(), "dropout", dropout(family)));
    }

    private static double dropout(Family family) {
        ModelConfig config = family.config();
        return switch (family) {
            case Bert bert -> config.classifierDropout() == null ? config.hiddenDropout() : config.classifierDropout();
            case DistilBert distilBert -> config.hiddenDropout();
        };
    }
}
