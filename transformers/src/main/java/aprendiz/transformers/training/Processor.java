package aprendiz.transformers.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.transformers.network.Computing.Precision;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.torch.Program;
import aprendiz.transformers.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the processor at hand computes fastest. */
final class Processor {

    private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
    private static final int TOKENS = 1024;
    private static final int TRIES = 5;

    private static final String PROGRAM = """
              def forward(self, x: Tensor) -> Tensor:
                return x

              def fp32(self, x: Tensor, w: List[Tensor]) -> Tensor:
                return torch.linear(torch.linear(x, w[0]), w[1])

              def bf16(self, x: Tensor, w: List[Tensor]) -> Tensor:
                up, down = torch.to(w[0], 15), torch.to(w[1], 15)
                return torch.to(torch.linear(torch.linear(torch.to(x, 15), up), down), 6)
            """;

    /** bf16 if the processor has instructions for it and the feed-forward part of a layer is done sooner with them. */
    static Precision faster(Family family) throws IOException {
        if (!Files.exists(DESCRIPTION) || !hasBf16(Files.readString(DESCRIPTION))) {
            return Precision.FP32;
        }
        try (PtNDManager memory = Torch.newMemory()) {
            Program program = Program.compile(memory, PROGRAM);
            int inner = family.config().intermediateSize();
            List<NDArray> weights = List.of(
                    memory.ones(new Shape(inner, family.hidden()), DataType.FLOAT32),
                    memory.ones(new Shape(family.hidden(), inner), DataType.FLOAT32));
            NDList input = new NDList(memory.ones(new Shape(TOKENS, family.hidden()), DataType.FLOAT32));
            return nanos(program, "bf16", input, weights) < nanos(program, "fp32", input, weights)
                    ? Precision.BF16
                    : Precision.FP32;
        }
    }

    /** @param description of the processor as Linux gives it */
    static boolean hasBf16(String description) {
        return description
                .lines()
                .filter(line -> line.startsWith("flags"))
                .map(line -> List.of(line.split("\\s+", -1)))
                .anyMatch(flags -> flags.contains("amx_bf16") || flags.contains("avx512_bf16"));
    }

    private static long nanos(Program program, String method, NDList input, List<NDArray> weights) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long began = System.nanoTime();
            program.call(method, input, weights).close();
            least = Math.min(least, System.nanoTime() - began);
        }
        return least;
    }

    private Processor() {}
}
