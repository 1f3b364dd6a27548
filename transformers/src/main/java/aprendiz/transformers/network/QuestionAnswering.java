package aprendiz.transformers.network;

import java.util.List;
import java.util.Map;

/**
 * For each token, how likely the answer begins there and how likely it ends there: two logits (Devlin et al. 2019,
 * section 4.2).
 */
public record QuestionAnswering() implements Head {

    static final String CLASS = "ForQuestionAnswering";

    private static final String PROGRAM = """
              def head(self, x: Tensor, mask: Tensor, w: List[Tensor], train: bool) -> Tensor:
                span, span_b = w[{own}:{own} + 2]
                return torch.linear(torch.dropout(x, {dropout}, train), span, span_b)
            """;

    @Override
    public String className() {
        return CLASS;
    }

    @Override
    public List<Parameter> parameters(Family family) {
        return Parameter.linear("qa_outputs", 2, family.hidden());
    }

    @Override
    public int width(Family family) {
        return 2;
    }

    @Override
    public Scope scope() {
        return Scope.TOKEN;
    }

    @Override
    public String program(Family family) {
        double dropout = switch (family) {
            case Bert bert -> 0;
            case DistilBert distilBert ->
                distilBert.config().rest().path("qa_dropout").asDouble(0.1);
        };
        return Template.fill(PROGRAM, Map.of("own", family.trunk().size(), "dropout", dropout));
    }
}
