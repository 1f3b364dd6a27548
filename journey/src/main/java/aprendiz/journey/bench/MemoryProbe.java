package aprendiz.journey.bench;

import aprendiz.transformers.network.Computing.Precision;
import aprendiz.transformers.training.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process whose memory is measured: does training steps, then prints its resident peak, where the system tells. */
final class MemoryProbe {

    public static void main(String[] arguments) throws IOException {
        try (Rehearsal rehearsal =
                new Rehearsal(Architecture.DISTILBERT.config(), TrainingWork.settings(), Precision.FP32)) {
            for (int step = Integer.parseInt(arguments[0]); step > 0; step--) {
                rehearsal.step();
            }
        }
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    System.out.println(Long.parseLong(line.replaceAll("\\D", "")) * 1024);
                }
            }
        }
    }

    private MemoryProbe() {}
}
