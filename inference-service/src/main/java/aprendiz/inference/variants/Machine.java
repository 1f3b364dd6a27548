package aprendiz.inference.variants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * This machine, as far as speed depends on it.
 *
 * @param processor as it names itself
 * @param processors that this process may use: the container's limit, not the host's
 */
record Machine(String processor, int processors, boolean multipliesBfloat16) {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Set<String> BFLOAT16 = Set.of("amx_bf16", "avx512_bf16", "bf16");

    static Machine here() {
        String processor = System.getProperty("os.arch");
        boolean bfloat16 = false;
        if (Files.isReadable(PROCESSORS)) {
            try {
                for (String line : Files.readAllLines(PROCESSORS)) {
                    String value = line.substring(line.indexOf(':') + 1).strip();
                    if (line.startsWith("model name")) {
                        processor = value;
                    } else if (line.startsWith("flags") || line.startsWith("Features")) {
                        Set<String> flags = new HashSet<>(Arrays.asList(value.split(" ")));
                        bfloat16 = BFLOAT16.stream().anyMatch(flags::contains);
                    }
                }
            } catch (IOException e) {
                processor += ", unknown"; // what cannot be read is not worth a refusal
            }
        }
        return new Machine(processor, Setup.ALL, bfloat16);
    }

    @Override
    public String toString() {
        return processor + ", " + processors + " processors";
    }
}
