package aprendiz.transformers.network;

import java.util.List;

/** One vector of length 1 for a text: the mean over its tokens (Reimers and Gurevych 2019, section 3). */
public record Embedding() implements Head {

    private static final String PROGRAM = """
              def head(self, x: Tensor, mask: Tensor, w: List[Tensor], train: bool) -> Tensor:
                text = torch.to(torch.unsqueeze(mask, 2), 6)  # 6: float32
                mean = torch.sum(x * text, [1]) / torch.clamp(torch.sum(text, [1]), 1e-9)
                return mean / torch.clamp(torch.norm(mean, 2, [1], True), 1e-12)
            """;

    @Override
    public List<Parameter> parameters(Family family) {
        return List.of();
    }

    @Override
    public int width(Family family) {
        return family.hidden();
    }

    @Override
    public String program(Family family) {
        return PROGRAM;
    }
}
