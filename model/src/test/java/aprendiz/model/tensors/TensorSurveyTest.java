package aprendiz.model.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorSurveyTest {

    @TempDir
    Path folder;

    @Test
    void tellsNormDigestAndTheFirstNumberThatIsNone() throws IOException {
        float[] large = new float[50_000];
        large[30_000] = Float.NaN;
        large[40_000] = Float.POSITIVE_INFINITY;
        List<TensorFacts> facts = survey(Map.of(
                "a", TensorData.floats(new float[] {3, 4}, 2),
                "b", TensorData.floats(large, 50_000)));

        assertThat(facts).extracting(TensorFacts::name).containsExactly("a", "b");
        assertThat(facts.getFirst().norm()).isEqualTo(5, within(1e-12));
        assertThat(facts.getFirst().notFinite()).isNull();
        assertThat(facts.getFirst().sha256())
                .isEqualTo(Digest.of(new byte[] {0, 0, 0x40, 0x40, 0, 0, (byte) 0x80, 0x40}));
        assertThat(facts.getLast().notFinite()).isEqualTo(30_000);
        assertThat(facts.getLast().norm()).isNull();
    }

    private List<TensorFacts> survey(Map<String, TensorData> tensors) throws IOException {
        Path file = folder.resolve("model.safetensors");
        SafetensorsWriter.write(file, Map.of("format", "pt"), tensors);
        try (InputStream in = Files.newInputStream(file)) {
            return TensorSurvey.of(
                    in, SafetensorsFile.check(in, Files.size(file)).values());
        }
    }
}
