package aprendiz.transformers.network;

import java.util.List;

/** The trunk's vectors as they are: one for each token. */
public record TokenVectors() implements Head {

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
        return Scope.TOKEN;
    }

    @Override
    public String program(Family family) {
        return """
              def head(self, x: Tensor, mask: Tensor, w: List[Tensor], train: bool) -> Tensor:
                return x
            """;
    }
}
