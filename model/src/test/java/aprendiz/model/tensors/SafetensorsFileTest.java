package aprendiz.model.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {

    @TempDir
    Path folder;

    static Path reference() throws Exception {
        return Path.of(
                SafetensorsFileTest.class.getResource("reference.safetensors").toURI());
    }

    @Test
    void readsWhatTheReferenceWriterWrote() throws Exception {
        try (SafetensorsFile file = SafetensorsFile.open(reference())) {
            assertThat(file.metadata()).isEqualTo(Map.of("format", "pt"));
            assertThat(file.tensors()).hasSize(17);
            String query = "bert.encoder.layer.0.attention.self.query.weight";
            assertThat(file.info(query).shape()).containsExactly(4, 3);
            float[] values = file.floats(query);
            assertThat(values).hasSize(12);
            assertThat(values[0]).isEqualTo(-1f);
            assertThat(values[11]).isEqualTo(1f);
            assertThat(file.floats("type.F32")).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(file.bytes("type.I64").getLong(5 * 8)).isEqualTo(5);
        }
    }

    @Test
    void widensHalvesWithoutLoss() throws Exception {
        try (SafetensorsFile file = SafetensorsFile.open(reference())) {
            assertThat(file.floats("halves"))
                    .containsExactly(0f, -0f, 1.5f, -2.25f, 65504f, 0x1p-24f, Float.POSITIVE_INFINITY, Float.NaN);
            assertThat(file.floats("brain")).containsExactly(1f, -2f, 3.140625f);
        }
    }

    @Test
    void knowsScalarsAndEmptyTensors() throws Exception {
        try (SafetensorsFile file = SafetensorsFile.open(reference())) {
            assertThat(file.info("scalar").shape()).isEmpty();
            assertThat(file.floats("scalar")).containsExactly(42f);
            assertThat(file.info("empty").shape()).containsExactly(0, 3);
            assertThat(file.floats("empty")).isEmpty();
            assertThat(file.bytes("empty").remaining()).isZero();
        }
    }

    @Test
    void keepsWhatItHandedOutAfterClosing() throws Exception {
        ByteBuffer bytes;
        ByteBuffer mapped;
        Path large = folder.resolve("large.safetensors");
        SafetensorsWriter.write(large, Map.of(), Map.of("a", TensorData.floats(new float[100_000], 100_000)));
        try (SafetensorsFile file = SafetensorsFile.open(reference());
                SafetensorsFile other = SafetensorsFile.open(large)) {
            bytes = file.bytes("type.F32");
            mapped = other.bytes("a");
        }
        assertThat(mapped.isReadOnly()).isTrue();
        assertThat(mapped.getFloat(399_996)).isZero();
        assertThat(bytes.isReadOnly()).isTrue();
        assertThat(bytes.getFloat(8)).isEqualTo(2f);
    }

    @Test
    void refusesToReadWholeNumbersAsFloats() throws Exception {
        try (SafetensorsFile file = SafetensorsFile.open(reference())) {
            assertThatThrownBy(() -> file.floats("type.I64"))
                    .isInstanceOf(Problem.class)
                    .hasMessageContainingAll("reference.safetensors", "type.I64", "not F32");
            assertThatThrownBy(() -> file.floats("pooler"))
                    .isInstanceOf(Problem.class)
                    .hasMessageContainingAll("'pooler' is not in the file");
        }
    }

    @Test
    void namesTheTensorThatIsNotFinite() throws Exception {
        Path path = folder.resolve("model.safetensors");
        TensorData weights = TensorData.floats(new float[] {1, -2, 0}, 3);
        SafetensorsWriter.write(path, Map.of(), Map.of("a", weights));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            file.requireFinite();
        }
        TensorData diverged = TensorData.floats(new float[] {1, Float.NaN}, 2);
        SafetensorsWriter.write(path, Map.of(), Map.of("a", weights, "b", diverged));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThatThrownBy(file::requireFinite)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("'b' holds NaN at element 1");
        }
    }

    @Test
    void saysThatTheFileIsNotThere() {
        assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("model.safetensors")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.NOT_FOUND))
                .hasMessageContaining("model.safetensors");
    }

    @Test
    void readsPastTwoGibibytes() throws Exception {
        long big = 3L << 30;
        Path path = folder.resolve("big.safetensors");
        String header = "{\"big\":{\"dtype\":\"U8\",\"shape\":[" + big + "],\"data_offsets\":[0," + big + "]},"
                + "\"last\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[" + big + "," + (big + 4) + "]}}";
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(bytes(header, new byte[0]));
            file.seek(file.length() + big);
            file.write(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(7f)
                    .array());
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.floats("last")).containsExactly(7f);
            assertThatThrownBy(() -> file.bytes("big")).hasMessageContaining("does not fit one buffer");
        }
    }

    @Test
    void refusesOffsetsThatDoNotCoverTheData() throws Exception {
        refuses(tensors(a(0, 4), b(8, 12)), 12, "'b'", "leaves a hole from byte 4");
        refuses(tensors(a(4, 8)), 8, "'a'", "leaves a hole from byte 0");
        refuses(tensors(a(0, 4), b(2, 6)), 6, "'b'", "inside the tensor before it");
        refuses(tensors(a(0, 4), b(0, 4)), 4, "'b'", "inside the tensor before it");
        refuses(tensors(a(0, 4), b(4, 8)), 6, "'b'", "ends at byte 8 of data, of which there are 6");
        refuses(tensors(a(0, 4)), 5, "1 bytes follow the last tensor");
        refuses("{}", 1, "1 bytes follow the last tensor");
        refuses(tensors(a(4, 0)), 4, "'a'", "no range");
    }

    @Test
    void refusesShapesThatAreNotTheirBytes() throws Exception {
        refuses(tensors(tensor("a", "F32", "[2]", 0, 4)), 4, "'a'", "hold 4 bytes, but F32 [2] takes 8");
        refuses(tensors(tensor("a", "F32", "[1099511627776,1099511627776]", 0, 4)), 4, "'a'", "overflows");
        refuses(tensors(tensor("a", "F32", "[1099511627777]", 0, 4)), 4, "'a'", "a dimension of 1099511627777");
        refuses(tensors(tensor("a", "F32", "[1,1,1,1,1,1,1,1,1]", 0, 4)), 4, "'a'", "9 dimensions");
        for (String shape :
                List.of("[-1]", "[1.0]", "[1e0]", "[\"1\"]", "[null]", "[[1]]", "1", "{}", "[9223372036854775808]")) {
            refuses(tensors(tensor("a", "F32", shape, 0, 4)), 4, "'a'", "shape");
        }
    }

    @Test
    void refusesTypesItDoesNotRead() throws Exception {
        for (String dtype : List.of("F8_E4M3", "F4", "f32", "", "FLOAT", "C64")) {
            refuses(tensors(tensor("a", dtype, "[1]", 0, 4)), 4, "'a'", "an unknown dtype");
        }
        refuses("{\"a\":{\"dtype\":5,\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "'a'", "an unknown dtype");
    }

    @Test
    void refusesDoubledKeys() throws Exception {
        refuses(tensors(a(0, 4), a(0, 4)), 4, "Duplicate", "'a'");
        refuses(
                "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                4,
                "Duplicate",
                "dtype");
        refuses("{\"__metadata__\":{\"x\":\"1\",\"x\":\"1\"}}", 0, "Duplicate", "'x'");
    }

    @Test
    void refusesNamesThatMeanSomethingElsewhere() throws Exception {
        for (String name : List.of(
                "",
                "../../x",
                "..",
                ".a",
                "-rf",
                "a b",
                "a/b",
                "a\\\\b",
                "a\\u0000",
                "\\u001b[2J",
                "é",
                "x".repeat(501))) {
            refuses(tensors(tensor(name, "F32", "[1]", 0, 4)), 4, "a name must be");
        }
    }

    @Test
    void refusesFieldsThatTheFormatDoesNotHave() throws Exception {
        refuses("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}", 4, "'a'", "unknown field");
        refuses("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "'a'", "needs a dtype");
        refuses("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,4]}}", 4, "'a'", "two data_offsets");
        refuses("{\"a\":[]}", 0, "'a'", "not a JSON object");
        refuses("{\"__metadata__\":{\"x\":1}}", 0, "__metadata__ may hold only texts");
    }

    @Test
    void refusesHeadersThatAreNotStrictJson() throws Exception {
        for (String header : List.of(" {}", "[]", "", "null", "\uFEFF{}")) {
            refuses(header, 0, "does not begin with '{'");
        }
        refuses("{}\0\0", 0, "not strict JSON");
        refuses("{} {}", 0, "something follows");
        refuses("{", 0, "not strict JSON");
        refuses("{'a':1}", 0, "not strict JSON");
        refuses("{\"a\":" + "[".repeat(100_000), 0, "'a'");
        assertThatThrownBy(() -> open(new byte[] {3, 0, 0, 0, 0, 0, 0, 0, '{', (byte) 0xff, '}'}))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void refusesImpossibleHeaderLengths() throws Exception {
        for (long length : new long[] {3, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            byte[] file = ByteBuffer.allocate(10)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .put((byte) '{')
                    .put((byte) '}')
                    .array();
            assertThatThrownBy(() -> open(file))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("more than the file has");
        }
        assertThatThrownBy(() -> open(new byte[7])).isInstanceOf(Problem.class).hasMessageContaining("too short");
        refuses("{}" + " ".repeat(SafetensorsFile.MAX_HEADER), 0, "10000000 are the most");
    }

    private void refuses(String header, int dataSize, String... words) throws IOException {
        assertThatThrownBy(() -> open(bytes(header, new byte[dataSize])))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID))
                .hasMessageContaining("x.safetensors: ")
                .hasMessageContainingAll(words);
    }

    private void open(byte[] content) throws IOException {
        Path path = Files.write(folder.resolve("x.safetensors"), content);
        SafetensorsFile.open(path).close();
    }

    private static byte[] bytes(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data)
                .array();
    }

    private static String tensors(String... tensors) {
        return "{" + String.join(",", tensors) + "}";
    }

    private static String a(long begin, long end) {
        return tensor("a", "F32", "[1]", begin, end);
    }

    private static String b(long begin, long end) {
        return tensor("b", "F32", "[1]", begin, end);
    }

    private static String tensor(String name, String dtype, String shape, long begin, long end) {
        return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + ","
                + end + "]}";
    }
}
