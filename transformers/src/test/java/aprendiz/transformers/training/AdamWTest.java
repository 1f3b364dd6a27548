package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.transformers.torch.Program;
import aprendiz.transformers.torch.Torch;
import aprendiz.transformers.torch.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdamWTest {

    private static final String IDLE = """
              def forward(self, x: Tensor) -> Tensor:
                return x
            """;

    @Test
    void stepsAsTorchDoes() {
        try (PtNDManager memory = Torch.newMemory()) {
            Weights weights = new Weights(memory);
            weights.add("w", new long[] {2}, values -> values.put(1).put(-2));
            AdamW optimiser = adamW(memory, weights);
            // the gradient of the sum of squares
            Map<String, NDArray> gradients = Map.of("w", memory.create(new float[] {2, -4}));
            optimiser.step(memory, 1, gradients, 1e9, 1);
            assertThat(weights.values("w")).containsExactly(new float[] {0.9999495f, -1.9999491f}, within(1e-7f));
        }
    }

    @Test
    void scalesGradientsToTheLimitOfTheirGlobalNorm() {
        try (PtNDManager memory = Torch.newMemory()) {
            Weights weights = new Weights(memory);
            weights.add("w", new long[] {2}, values -> values.put(1).put(-2));
            NDArray gradient = memory.create(new float[] {3, -4});
            double norm = adamW(memory, weights).step(memory, 1, Map.of("w", gradient), 1, 1);
            assertThat(norm).isEqualTo(5);
            assertThat(gradient.toFloatArray()).containsExactly(new float[] {0.6f, -0.8f}, within(1e-6f));
        }
    }

    @Test
    void changesNothingWhereAGradientIsNotFinite() {
        try (PtNDManager memory = Torch.newMemory()) {
            Weights weights = new Weights(memory);
            weights.add("w", new long[] {2}, values -> values.put(1).put(-2));
            NDArray gradient = memory.create(new float[] {Float.POSITIVE_INFINITY, 0});
            double norm = adamW(memory, weights).step(memory, 1, Map.of("w", gradient), 1, 1);
            assertThat(norm).isInfinite();
            assertThat(weights.values("w")).containsExactly(1, -2);
        }
    }

    private static AdamW adamW(PtNDManager memory, Weights weights) {
        Program program = Program.compile(memory, AdamW.PROGRAM + IDLE);
        return new AdamW(memory, program, weights, List.of(new AdamW.Group(List.of("w"), 5e-5, 0.01, 0)));
    }
}
