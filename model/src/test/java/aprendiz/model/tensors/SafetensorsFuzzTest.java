package aprendiz.model.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutates a good file ten thousand times: each one is read within its bounds or refused as a {@link Problem}. */
class SafetensorsFuzzTest {

    private static final Pattern TOKEN = Pattern.compile("[0-9]+|\"[^\"]*\"|[\\[\\]{},:]");
    private static final List<String> TOKENS = List.of(
            "0",
            "1",
            "-1",
            "4",
            "9223372036854775807",
            "18446744073709551615",
            "1e9",
            "null",
            "[",
            "]",
            "{",
            "}",
            ",",
            "\"F32\"",
            "\"BOOL\"",
            "\"dtype\"",
            "\"type.F32\"",
            "\"__metadata__\"",
            "\"\\u0000\"",
            "\"../x\"",
            "");

    @TempDir
    Path folder;

    @Test
    void neverFailsInAnotherWay() throws Exception {
        byte[] good = Files.readAllBytes(SafetensorsFileTest.reference());
        Path path = folder.resolve("mutant.safetensors");
        Random random = new Random(42);
        int read = 0;
        for (int round = 0; round < 10_000; round++) {
            Files.write(path, mutate(good, random));
            try {
                readAll(path);
                read++;
            } catch (Problem e) {
                assertThat(e.kind()).isEqualTo(Problem.Kind.INVALID);
                assertThat(e.getMessage()).contains("mutant.safetensors").hasSizeLessThan(1200);
            } catch (RuntimeException e) {
                throw new AssertionError("round " + round + " of seed 42", e);
            }
        }
        assertThat(read).as("files that are still right").isBetween(100, 5_000);
    }

    private static void readAll(Path path) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            long bytes = 0;
            for (TensorInfo info : file.tensors().values()) {
                bytes += file.bytes(info.name()).remaining();
                if (info.dtype() == DType.F32 || info.dtype() == DType.F16 || info.dtype() == DType.BF16) {
                    assertThat((long) file.floats(info.name()).length).isEqualTo(info.elements());
                }
            }
            assertThat(bytes).isLessThan(Files.size(path));
        }
    }

    private static byte[] mutate(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            bytes = switch (random.nextInt(6)) {
                case 0 -> flip(bytes, 0, random);
                case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
                case 2 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(16));
                case 3 -> newLength(bytes, random);
                case 4 -> newToken(bytes, random);
                default -> flip(bytes, bytes.length - 100, random);
            };
        }
        return bytes;
    }

    private static byte[] flip(byte[] bytes, int from, Random random) {
        int first = Math.max(0, from);
        for (int times = 1 + random.nextInt(4); times > 0 && bytes.length > first; times--) {
            bytes[random.nextInt(first, bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static byte[] newLength(byte[] bytes, Random random) {
        if (bytes.length >= 8) {
            long length = random.nextBoolean() ? random.nextInt(bytes.length) : random.nextLong();
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        }
        return bytes;
    }

    /** Exchanges one token of the header, keeping the header's length right. */
    private static byte[] newToken(byte[] bytes, Random random) {
        long length = bytes.length < 8
                ? -1
                : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        if (length < 2 || length > bytes.length - 8) {
            return bytes;
        }
        String header = new String(bytes, 8, (int) length, StandardCharsets.UTF_8);
        List<int[]> spans = new ArrayList<>();
        for (Matcher matcher = TOKEN.matcher(header); matcher.find(); ) {
            spans.add(new int[] {matcher.start(), matcher.end()});
        }
        if (spans.isEmpty()) {
            return bytes;
        }
        int[] span = spans.get(random.nextInt(spans.size()));
        String token = TOKENS.get(random.nextInt(TOKENS.size()));
        byte[] mutant =
                (header.substring(0, span[0]) + token + header.substring(span[1])).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + mutant.length + bytes.length - 8 - (int) length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(mutant.length)
                .put(mutant)
                .put(bytes, 8 + (int) length, bytes.length - 8 - (int) length)
                .array();
    }
}
