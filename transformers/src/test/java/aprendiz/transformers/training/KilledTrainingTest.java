package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledTrainingTest {

    @TempDir
    Path folder;

    @Test
    void endsWithTheSameBytesThoughItsProcessWasKilled() throws Exception {
        TrainingProcess.main(arguments("whole"));
        Random random = new Random();
        for (int stepBeforeKill : new int[] {4, 15}) {
            Process process = start();
            try (BufferedReader out = process.inputReader()) {
                readUntil(out, "stepped " + stepBeforeKill);
            }
            Thread.sleep(random.nextInt(40));
            process.destroyForcibly().waitFor();
            assertThat(folder.resolve("killed")).doesNotExist();
        }
        Process last = start();
        try (BufferedReader out = last.inputReader()) {
            assertThat(Integer.parseInt(readUntil(out, "started ").substring("started ".length())))
                    .isGreaterThanOrEqualTo(14);
            out.lines().forEach(line -> {});
        }
        assertThat(last.waitFor()).isZero();
        assertThat(weights("killed")).isEqualTo(weights("whole"));
    }

    private static String readUntil(BufferedReader out, String wanted) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(wanted)) {
                return line;
            }
        }
        throw new AssertionError("the process never said: " + wanted);
    }

    private Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String[] arguments = arguments("killed");
        return new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingProcess.class.getName(),
                        arguments[0],
                        arguments[1])
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private String[] arguments(String name) {
        return new String[] {
            folder.resolve(name + "-state").toString(), folder.resolve(name).toString()
        };
    }

    private byte[] weights(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name).resolve("model.safetensors"));
    }
}
