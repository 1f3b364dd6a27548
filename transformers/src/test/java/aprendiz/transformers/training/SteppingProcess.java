package aprendiz.transformers.training;

import aprendiz.transformers.training.objective.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Two thousand steps in a process of its own, whose heap cannot grow; says how much lies in memory on the way. */
final class SteppingProcess {

    /** @param args a folder */
    public static void main(String[] args) throws IOException {
        List<Prepared> batch = FineTuningTest.batch();
        try (FineTuning tuning = FineTuningTest.tinyBert(Path.of(args[0]))) {
            tuning.network().memory().cap(); // refuses whatever a step would leave on it
            for (int step = 1; step <= 2000; step++) {
                tuning.step(batch, step, 0.1);
                if (step % 500 == 0) {
                    System.out.println(residentKibibytes());
                }
            }
        }
    }

    private static long residentKibibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private SteppingProcess() {}
}
