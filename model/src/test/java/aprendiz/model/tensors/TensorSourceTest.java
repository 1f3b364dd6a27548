package aprendiz.model.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what src/test/python/make_formats.py wrote. */
class TensorSourceTest {

    static final Path FORMATS = Path.of("src/test/resources/formats");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sharded/model.safetensors.index.json",
                "sharded-bin/pytorch_model.bin.index.json",
                "bin/pytorch_model.bin",
                "f16/model.safetensors",
                "f16/pytorch_model.bin",
                "bf16/model.safetensors",
                "bf16/pytorch_model.bin",
                "f64/model.safetensors",
                "f64/pytorch_model.bin",
                "views/pytorch_model.bin",
                "onnx-bert/model.onnx",
                "onnx-distilbert/model.onnx"
            })
    void findsTheNumbersThatPythonWrote(String name) throws IOException {
        Path file = FORMATS.resolve(name);
        SortedMap<String, FloatBuffer> expected = read(file.resolveSibling("golden.safetensors"));
        SortedMap<String, FloatBuffer> found = read(file);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (tensor, values) -> assertThat(found.get(tensor)).as(tensor).isEqualTo(values));
        try (TensorSource source = TensorSource.open(file);
                TensorSource golden = TensorSource.open(file.resolveSibling("golden.safetensors"))) {
            for (String tensor : golden.tensors().keySet()) {
                assertThat(source.info(tensor).dims())
                        .isEqualTo(golden.info(tensor).dims());
            }
        }
    }

    /** All real tensors. */
    static SortedMap<String, FloatBuffer> read(Path file) throws IOException {
        SortedMap<String, FloatBuffer> all = new TreeMap<>();
        try (TensorSource source = TensorSource.open(file)) {
            for (TensorInfo info : source.tensors().values()) {
                if (info.dtype().isReal()) {
                    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(info.elements()));
                    source.fill(info.name(), values);
                    assertThat(values.hasRemaining()).isFalse();
                    all.put(info.name(), values.flip());
                }
            }
        }
        return all;
    }

    @Test
    void namesTheNumberThatIsNone() throws IOException {
        Path file = folder.resolve("bad.safetensors");
        SafetensorsWriter.write(file, Map.of(), Map.of("w", TensorData.floats(new float[] {1, 2, Float.NaN}, 3)));
        try (TensorSource source = TensorSource.open(file)) {
            assertThatThrownBy(() -> source.fill("w", FloatBuffer.allocate(3)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContainingAll("bad.safetensors", "'w'", "NaN at element 2");
        }
    }

    @Test
    void namesAllThatIsWrongWithShards() throws IOException {
        Files.copy(
                FORMATS.resolve("sharded/model-00001-of-00002.safetensors"),
                folder.resolve("model-00001-of-00002.safetensors"));
        Path index = folder.resolve("model.safetensors.index.json");
        Files.writeString(index, """
                {"weight_map": {"no.such.tensor": "model-00001-of-00002.safetensors",
                 "b": "model-00002-of-00002.safetensors", "c": "../../etc/passwd", "d": "/dev/zero", "e": 7,
                 "f": "model.safetensors.index.json"}}
                """);
        assertThatThrownBy(() -> TensorSource.open(index))
                .isInstanceOf(Problem.class)
                .hasMessageContainingAll(
                        "has no tensor 'no.such.tensor'",
                        "model-00002-of-00002.safetensors is missing",
                        "weight_map.c: '../../etc/passwd' is not the name of a file",
                        "weight_map.d",
                        "weight_map.e",
                        "weight_map.f");
    }

    @Test
    void saysThatAnIndexHasNoMap() throws IOException {
        Path index = folder.resolve("model.safetensors.index.json");
        Files.writeString(index, "{\"weight_map\": []}");
        assertThatThrownBy(() -> TensorSource.open(index))
                .isInstanceOf(Problem.class)
                .hasMessageContainingAll("model.safetensors.index.json", "weight_map");
    }
}
