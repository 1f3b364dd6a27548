package aprendiz.model.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.Problem;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mutates good files: each one is read within its bounds or refused as a {@link Problem}. */
class FormatsFuzzTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"views/pytorch_model.bin, 2000", "bin/pytorch_model.bin, 1000", "onnx-bert/model.onnx, 1000"})
    void neverFailsInAnotherWay(String name, int rounds) throws IOException {
        byte[] good = Files.readAllBytes(TensorSourceTest.FORMATS.resolve(name));
        Path file = folder.resolve(Path.of(name).getFileName());
        Random random = new Random(42);
        int refused = 0;
        for (int round = 0; round < rounds; round++) {
            Files.write(file, mutate(good, random));
            try {
                read(file);
            } catch (Problem e) {
                refused++;
                assertThat(e.kind()).isEqualTo(Problem.Kind.INVALID);
                assertThat(e.getMessage())
                        .contains(file.getFileName().toString())
                        .hasSizeLessThan(1500);
            } catch (RuntimeException e) {
                throw new AssertionError("round " + round + " of seed 42", e);
            }
        }
        assertThat(refused).as("files refused").isBetween(rounds / 10, rounds - rounds / 50);
    }

    private static void read(Path path) throws IOException {
        try (TensorSource source = TensorSource.open(path)) {
            for (TensorInfo info : source.tensors().values()) {
                if (info.dtype().isReal()) {
                    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(info.elements()));
                    source.copy(info.name(), values);
                    assertThat(values.hasRemaining()).isFalse();
                }
            }
        }
    }

    private static byte[] mutate(byte[] good, Random random) {
        byte[] bytes = good.clone();
        int kind = random.nextInt(10);
        if (kind == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            // the first part of each of these files says what is where
            int at = random.nextInt(random.nextBoolean() ? Math.min(2_000, bytes.length) : bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes[at] = bytes[random.nextInt(bytes.length)];
                case 3 -> {
                    int length = Math.min(1 + random.nextInt(8), bytes.length - at);
                    int from = random.nextInt(bytes.length - length + 1);
                    System.arraycopy(good, from, bytes, at, length);
                }
                default -> throw new AssertionError();
            }
        }
        return bytes;
    }
}
