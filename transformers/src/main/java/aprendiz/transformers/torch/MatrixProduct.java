package aprendiz.transformers.torch;

import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;

/**
 * How fast this process multiplies matrices: the most that a network, which does little else, can reach.
 *
 * <p>Owns native memory until closed; for one thread.
 */
public final class MatrixProduct implements AutoCloseable {

    /** What the matrices consist of. */
    public enum Precision {
        FP32,
        BF16
    }

    private static final int SIZE = 2048;
    private static final int TIMES = 3;

    /** The products are written to a third matrix and looked at, since one that nobody uses is never computed. */
    private static final String PROGRAM = """
              def fp32(self, xyz: List[Tensor], times: float) -> float:
                return self.multiply(xyz[0], xyz[1], xyz[2], times)

              def bf16(self, xyz: List[Tensor], times: float) -> float:
                return self.multiply(torch.to(xyz[0], 15), torch.to(xyz[1], 15), torch.to(xyz[2], 15), times)

              def multiply(self, x: Tensor, y: Tensor, z: Tensor, times: float) -> float:
                for i in range(int(times)):
                  z = torch.mm(x, y, out=z)
                return float(torch.max(z))

              def forward(self, x: Tensor) -> Tensor:
                return x
            """;

    private final PtNDManager memory = Torch.newMemory();
    private final Weights matrices = new Weights(memory);
    private final Program program;

    public MatrixProduct() {
        program = Program.compile(memory, PROGRAM);
        for (String name : List.of("x", "y", "z")) {
            matrices.add(name, new long[] {SIZE, SIZE}, values -> {
                for (int i = 0; values.hasRemaining(); i++) {
                    values.put((i % 17 - 8) / 8f);
                }
            });
        }
    }

    /** Floating-point operations in a second, a product and a sum counted as two: measured now, in about 0.1 s. */
    public double speed(Precision precision) {
        String method = switch (precision) {
            case FP32 -> "fp32";
            case BF16 -> "bf16";
        };
        long begun = System.nanoTime();
        program.update(method, List.of(matrices.list()), TIMES);
        return TIMES * 2.0 * SIZE * SIZE * SIZE / (System.nanoTime() - begun) * 1e9;
    }

    @Override
    public void close() {
        memory.close();
    }
}
