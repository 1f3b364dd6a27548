package aprendiz.journey.bench;

import aprendiz.transformers.torch.Torch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where something was measured.
 *
 * @param processor its model
 * @param cores that this process may use
 * @param vectors what it has of the instructions that matrices are multiplied with, best first
 * @param memory bytes
 * @param threads of one operation
 */
public record Machine(
        String processor,
        int cores,
        List<String> vectors,
        long memory,
        String system,
        String java,
        String libtorch,
        int threads) {

    /** As Linux calls them, on x86-64 and on AArch64. */
    private static final List<String> VECTORS = List.of(
            "amx_bf16",
            "amx_int8",
            "avx512_bf16",
            "avx512_vnni",
            "avx_vnni",
            "avx512f",
            "avx2",
            "fma",
            "sve",
            "bf16",
            "i8mm",
            "asimddp");

    public static Machine here() {
        return new Machine(
                field("model name", "CPU part", System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                vectorsHere(),
                ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getTotalMemorySize(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.version().toString(),
                Torch.version(),
                Torch.threads());
    }

    private static List<String> vectorsHere() {
        List<String> flags = Arrays.asList(field("flags", "Features", "").split(" ", -1));
        return VECTORS.stream().filter(flags::contains).toList();
    }

    /** True if the processor multiplies matrices of bfloat16 faster than those of fp32. */
    public boolean hasBfloat16() {
        return vectors.contains("amx_bf16") || vectors.contains("avx512_bf16");
    }

    /** The first processor's, under the one name or the other. */
    private static String field(String name, String otherName, String otherwise) {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return otherwise;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(":", 2);
                if (parts.length == 2
                        && (parts[0].strip().equals(name) || parts[0].strip().equals(otherName))) {
                    return parts[1].strip();
                }
            }
            return otherwise;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores (%s), %d GB; %s; Java %s, libtorch %s with %d threads",
                processor,
                cores,
                String.join(" ", vectors),
                Math.round(memory / 1e9),
                system,
                java,
                libtorch,
                threads);
    }
}
