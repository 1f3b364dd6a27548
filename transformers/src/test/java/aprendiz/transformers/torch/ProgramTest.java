package aprendiz.transformers.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {

    private static final String SQUARE = """
              def square(self, x: Tensor, w: List[Tensor]) -> Tensor:
                return x * x + w[0]

              def slope(self, x: Tensor, w: List[Tensor]) -> Tensor:
                leaf = torch.requires_grad_(torch.detach(w[0]))
                return unchecked_cast(Tensor, torch.grad([torch.sum(x * leaf)], [leaf])[0])

              def forward(self, x: Tensor) -> Tensor:
                return x
            """;

    @Test
    void computesWhatItsTextSays() {
        try (PtNDManager memory = Torch.newMemory()) {
            Program program = Program.compile(memory, SQUARE);
            NDList x = new NDList(memory.create(new float[] {3}));
            assertThat(program.call("square", x, weight(memory)).head().toFloatArray())
                    .containsExactly(11);
            assertThat(program.record("slope", x, weight(memory)).head().toFloatArray())
                    .containsExactly(3);
        }
    }

    @Test
    void showsTheTextThatLibtorchRefuses() {
        try (PtNDManager memory = Torch.newMemory()) {
            assertThatThrownBy(() ->
                            Program.compile(memory, "  def forward(self, x: Tensor) -> Tensor:\n    return nope(x)\n"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("nope(x)");
        }
    }

    @Test
    void usesTheVersionOfLibtorchThatFits() {
        assertThat(Torch.version()).startsWith("2.7.1");
        assertThat(Torch.threads()).isPositive();
    }

    private static List<NDArray> weight(PtNDManager memory) {
        Weights weights = new Weights(memory);
        weights.add("w", new long[] {1}, values -> values.put(2));
        return weights.list();
    }
}
