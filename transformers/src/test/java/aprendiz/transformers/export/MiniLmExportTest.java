package aprendiz.transformers.export;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.transformers.minilm.MiniLm;
import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.network.Embedding.Pooling;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real sentence encoder. */
class MiniLmExportTest {

    private static final Embedding HEAD = new Embedding(Pooling.MEAN, true);

    private static final List<String> TEXTS = List.of(
            "The room was clean.",
            "The bathroom smelled of damp and the shower had no hot water until nine in the morning.",
            "Quiet room, soft bed, and a view over the harbour!",
            "La habitaci\u00f3n estaba limpia.",
            "Wi-Fi: 5/5, breakfast: 2/5, noise: 11/10...",
            "NOT RECOMMENDED!!! dirty sheets, rude staff, broken lift",
            "");

    @TempDir
    Path folder;

    @Test
    void keepsItsMeaningInOnnxAndInt8() {
        MiniLm.write(folder);
        ParityReport exact = Export.write(folder, HEAD, Variant.ONNX, TEXTS, new Bound(0, 1, 0.999999));
        ParityReport small = Export.write(folder, HEAD, Variant.ONNX_INT8, TEXTS, new Bound(0, 1, 0.97));
        assertThat(exact.parity().agreement()).isNull();
        assertThat(small.file().size()).isLessThan(exact.file().size() * 3 / 10);
    }
}
