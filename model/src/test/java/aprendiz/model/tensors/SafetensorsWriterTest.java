package aprendiz.model.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {

    @TempDir
    Path folder;

    @Test
    void writesTheBytesOfTheReferenceWriter() throws Exception {
        Path copy = folder.resolve("copy.safetensors");
        try (SafetensorsFile file = SafetensorsFile.open(SafetensorsFileTest.reference())) {
            Map<String, TensorData> tensors = new TreeMap<>();
            for (TensorInfo info : file.tensors().values()) {
                tensors.put(info.name(), TensorData.bytes(info.dtype(), file.bytes(info.name()), info.shape()));
            }
            SafetensorsWriter.write(copy, Map.of(), tensors);
        }
        assertThat(copy).hasSameBinaryContentAs(SafetensorsFileTest.reference());
    }

    @Test
    void readsBackWhatItWrote() throws Exception {
        float[] many = new float[700_001];
        for (int i = 0; i < many.length; i++) {
            many[i] = i * 0.5f - 7;
        }
        Path path = folder.resolve("model.safetensors");
        SafetensorsWriter.write(
                path,
                Map.of("made-by", "a \"test\"\n"),
                Map.of(
                        "many", TensorData.floats(many, many.length, 1),
                        "none", TensorData.floats(new float[0], 0),
                        "late", TensorData.lazily(DType.U8, () -> ByteBuffer.wrap(new byte[] {1, 2}), 2)));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.floats("many")).isEqualTo(many);
            assertThat(file.floats("none")).isEmpty();
            assertThat(file.bytes("late").get(1)).isEqualTo((byte) 2);
            assertThat(file.metadata()).isEqualTo(Map.of("format", "pt", "made-by", "a \"test\"\n"));
        }
    }

    @Test
    void leavesTheOldFileWhenTheNewOneFails() throws Exception {
        Path path = folder.resolve("model.safetensors");
        SafetensorsWriter.write(path, Map.of(), Map.of("a", TensorData.floats(new float[] {1}, 1)));
        byte[] before = Files.readAllBytes(path);

        assertThatThrownBy(() ->
                        SafetensorsWriter.write(path, Map.of(), Map.of("a", TensorData.floats(new float[] {1, 2}, 3))))
                .isInstanceOf(Problem.class)
                .hasMessageContainingAll("model.safetensors", "'a'", "was given 8 bytes, but F32 [3] takes 12");

        assertThat(path).hasBinaryContent(before);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(path);
        }
    }

    @Test
    void refusesNamesAndShapesThatItWouldNotRead() {
        Path path = folder.resolve("model.safetensors");
        for (String name : new String[] {"../x", "", "__metadata__ ", SafetensorsHeader.METADATA}) {
            assertThatThrownBy(() -> SafetensorsWriter.write(
                            path, Map.of(), Map.of(name, TensorData.floats(new float[] {1}, 1))))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("a name must be");
        }
        assertThatThrownBy(() ->
                        SafetensorsWriter.write(path, Map.of(), Map.of("a", TensorData.floats(new float[] {1}, -1))))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("'a': a dimension of -1");
        assertThat(path).doesNotExist();
    }
}
