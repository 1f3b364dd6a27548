package aprendiz.transformers.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.model.Problem;
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

    @Test
    void choosesTheBestDeviceOrTheOneThatIsAskedFor() {
        assertThat(Torch.device(null, 0)).isEqualTo(Device.cpu());
        assertThat(Torch.device("", 2)).isEqualTo(Device.gpu(0));
        assertThat(Torch.device("cpu", 2)).isEqualTo(Device.cpu());
        assertThat(Torch.device("cuda", 2)).isEqualTo(Device.gpu(0));
        assertThat(Torch.device("cuda:1", 2)).isEqualTo(Device.gpu(1));
        for (String wish : List.of("cuda:2", "gpu", "cuda:x")) {
            assertThatThrownBy(() -> Torch.device(wish, 2))
                    .isInstanceOf(Problem.class)
                    .hasMessageContainingAll("APRENDIZ_DEVICE", wish, "sees 2 GPUs");
        }
    }

    @Test
    void reachesWeightsThatLieElsewhereThroughCopies() {
        try (PtNDManager memory = Torch.newMemory()) {
            Program program = Program.compile(memory, SQUARE);
            Weights weights = new Weights(memory, true);
            weights.add("w", new long[] {2}, values -> values.put(2).put(3));
            assertThat(weights.values("w")).containsExactly(2, 3);
            int before = memory.getManagedArrays().size();
            weights.change("w", bytes -> bytes.putFloat(0, 5));
            assertThat(weights.values("w")).containsExactly(5, 3);
            assertThat(memory.getManagedArrays()).hasSize(before);
            NDList x = new NDList(memory.create(new float[] {3, 1}));
            assertThat(program.call("square", x, weights.list()).head().toFloatArray())
                    .containsExactly(14, 4);
        }
    }

    private static List<NDArray> weight(PtNDManager memory) {
        Weights weights = new Weights(memory);
        weights.add("w", new long[] {1}, values -> values.put(2));
        return weights.list();
    }
}
