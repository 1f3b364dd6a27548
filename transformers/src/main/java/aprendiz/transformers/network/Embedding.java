package aprendiz.transformers.network;

import java.util.List;
import java.util.Map;

/**
 * One vector for a text (Reimers and Gurevych 2019, section 3).
 *
 * @param pooling how the tokens' vectors become one
 * @param normalized true to scale it to length 1, so that scalar products are cosines
 */
public record Embedding(Pooling pooling, boolean normalized) implements Head {

    /** How the tokens' vectors become one. */
    public enum Pooling {
        /** That of the first token. */
        CLS("torch.select(x, 1, 0)"),
        /** Their mean, fillings left out. */
        MEAN("torch.sum(x * text, [1]) / torch.clamp(torch.sum(text, [1]), 1e-9)");

        private final String expression;

        Pooling(String expression) {
            this.expression = expression;
        }
    }

    private static final String PROGRAM = """
              def head(self, x: Tensor, mask: Tensor, w: List[Tensor], train: bool) -> Tensor:
                text = torch.to(torch.unsqueeze(mask, 2), 6)  # 6: float32
                vector = {pooling}
                return {result}
            """;

    @Override
    public String className() {
        return "Model";
    }

    @Override
    public List<Parameter> parameters(Family family) {
        return List.of();
    }

    @Override
    public int width(Family family) {
        return family.hidden();
    }

    @Override
    public Scope scope() {
        return Scope.TEXT;
    }

    @Override
    public String program(Family family) {
        String unit = "vector / torch.clamp(torch.norm(vector, 2, [1], True), 1e-12)";
        return Template.fill(PROGRAM, Map.of("pooling", pooling.expression, "result", normalized ? unit : "vector"));
    }
}
