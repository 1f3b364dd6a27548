package aprendiz.transformers.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Digest;
import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.TinyNetwork;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.text.Tokens;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both families with every head, in every form, against what Hugging Face's library computes from the same files. */
class ExportTest {

    private static final Bound EXACT = new Bound(1e-4, 1, 0.999999);
    private static final Bound ANY = new Bound(100, 0, -1);
    private static final Bound NONE = new Bound(0, 1, 1);

    @TempDir
    Path folder;

    static List<String> networks() {
        return TinyNetwork.NAMES;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void answersInOnnxRuntimeAsTransformersDoes(String name) throws IOException {
        assertGolden(new TinyNetwork(name), Variant.ONNX);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void answersInTorchScriptAsTransformersDoes(String name) throws IOException {
        assertGolden(new TinyNetwork(name), Variant.TORCHSCRIPT);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void answersInInt8AndBf16Nearly(String name) throws IOException {
        TinyNetwork tiny = new TinyNetwork(name);
        for (Variant variant : List.of(Variant.ONNX_INT8, Variant.TORCHSCRIPT_BF16)) {
            Parity parity = export(tiny, variant, ANY).parity();
            assertThat(parity.difference()).as("%s", variant).isGreaterThan(0).isLessThan(0.5);
            assertThat(parity.meanDifference()).as("%s", variant).isLessThan(0.1);
        }
    }

    @Test
    void keepsAReportBesideTheExport() throws IOException {
        TinyNetwork tiny = new TinyNetwork("distilbert-token-classification");
        ParityReport report = export(tiny, Variant.ONNX, EXACT);
        assertThat(report.network()).isEqualTo("DistilBertForTokenClassification");
        assertThat(report.parity().texts()).isEqualTo(4);
        assertThat(report.parity().answers())
                .isEqualTo(tiny.texts().stream().mapToInt(Tokens::length).sum());
        assertThat(report.parity().agreement()).isEqualTo(1);
        assertThat(report.file().path()).isEqualTo("onnx/model.onnx");
        assertThat(report.file().sha256()).isEqualTo(Digest.of(folder.resolve("onnx/model.onnx")));
        assertThat(report.source())
                .singleElement()
                .satisfies(weights -> assertThat(weights.sha256())
                        .isEqualTo(Digest.of(tiny.folder().resolve("model.safetensors"))));
        assertThat(report.engines()).containsOnlyKeys("onnxruntime", "pytorch");
        assertThat(ParityReport.read(folder, Variant.ONNX)).isEqualTo(report);
    }

    @Test
    void leavesNothingBehindWhenTheBoundIsNotKept() throws IOException {
        TinyNetwork tiny = new TinyNetwork("bert-sequence-classification");
        assertThatThrownBy(() -> export(tiny, Variant.ONNX_INT8, NONE))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED))
                .hasMessageContaining("onnx/model_quantized.onnx")
                .hasMessageContaining("difference");
        assertThat(folder.resolve("onnx")).doesNotExist();
    }

    @Test
    void leavesAnEarlierExportAloneWhenTheBoundIsNotKept() throws IOException {
        TinyNetwork tiny = new TinyNetwork("bert-sequence-classification");
        ParityReport first = export(tiny, Variant.ONNX_INT8, ANY);
        assertThatThrownBy(() -> export(tiny, Variant.ONNX_INT8, NONE)).isInstanceOf(Problem.class);
        assertThat(ParityReport.read(folder, Variant.ONNX_INT8)).isEqualTo(first);
        assertThat(Digest.of(folder.resolve("onnx/model_quantized.onnx")))
                .isEqualTo(first.file().sha256());
    }

    @Test
    void writesTheSameBytesEveryTime() throws IOException {
        TinyNetwork tiny = new TinyNetwork("distilbert-masked-lm");
        for (Variant variant : Variant.values()) {
            Digest first = export(tiny, variant, ANY).file().sha256();
            assertThat(export(tiny, variant, ANY).file().sha256()).isEqualTo(first);
        }
    }

    @Test
    void exportsACheckpointWithItsOwnTokenizerAndHead() throws IOException {
        TinyNetwork tiny = new TinyNetwork("bert-sequence-classification");
        copy(tiny.folder());
        List<String> texts = List.of("the room was clean", "dirty!", "");
        Head head = Head.of(new Checkpoint(folder).config());
        ParityReport report = Export.write(folder, head, Variant.ONNX, texts, Variant.ONNX.bound());
        assertThat(report.parity().texts()).isEqualTo(3);
        assertThat(new Checkpoint(folder).files()).contains("onnx/model.onnx", "onnx/model.parity.json");
    }

    @Test
    void asksForTexts() {
        TinyNetwork tiny = new TinyNetwork("bert-base");
        assertThatThrownBy(() -> Export.write(
                        tiny.folder(), Head.of(new Checkpoint(tiny.folder()).config()), Variant.ONNX, List.of(), EXACT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("at least one");
    }

    @ParameterizedTest
    @MethodSource("networks")
    void canBeReadBackFromItsOnnxFile(String name) throws IOException {
        TinyNetwork tiny = new TinyNetwork(name);
        export(tiny, Variant.ONNX, EXACT);
        Files.delete(folder.resolve("model.safetensors"));
        try (LiveNetwork network = tiny.load();
                StoredTensors tensors = StoredTensors.open(
                        new Checkpoint(folder), network.network().family())) {
            for (Parameter parameter : network.network().parameters()) {
                FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(parameter.elements()));
                tensors.fill(parameter, values);
                assertThat(values.array())
                        .as(parameter.name())
                        .containsExactly(network.weights().values(parameter.name()));
            }
            assertThat(tensors.others(network.network().parameters())).isEmpty();
        }
    }

    @Test
    void refusesWeightsThatAreNoNumbers() throws IOException {
        TinyNetwork tiny = new TinyNetwork("distilbert-base");
        copy(tiny.folder());
        try (LiveNetwork network = tiny.load()) {
            network.weights()
                    .change("distilbert.transformer.layer.1.ffn.lin1.bias", bytes -> bytes.putFloat(0, Float.NaN));
            for (Variant variant : Variant.values()) {
                assertThatThrownBy(() -> Export.write(new Checkpoint(folder), network, variant, tiny.texts(), ANY))
                        .isInstanceOf(Problem.class)
                        .hasMessageContaining("NaN");
            }
        }
        assertThat(new Checkpoint(folder).files()).noneMatch(file -> file.contains("/"));
    }

    @Test
    void answersManyThreadsAtOnceUntilItIsClosed() throws Exception {
        TinyNetwork tiny = new TinyNetwork("bert-sequence-classification");
        for (Variant variant : List.of(Variant.ONNX, Variant.TORCHSCRIPT)) {
            export(tiny, variant, EXACT);
            Head head = Head.of(new Checkpoint(folder).config());
            ExportedNetwork network = ExportedNetwork.open(folder, head, variant, OnnxSettings.SINGLE);
            float[][] expected = network.answers(tiny.texts());
            try (network;
                    ExecutorService threads = Executors.newFixedThreadPool(8)) {
                List<Future<float[][]>> answers = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    answers.add(threads.submit(() -> network.answers(tiny.texts())));
                }
                for (Future<float[][]> answer : answers) {
                    assertThat(answer.get()).isDeepEqualTo(expected);
                }
            }
            network.close();
            assertThatThrownBy(() -> network.answers(tiny.texts())).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void namesTheFileThatIsMissingOrDamaged() throws IOException {
        TinyNetwork tiny = new TinyNetwork("bert-base");
        copy(tiny.folder());
        Head head = Head.of(new Checkpoint(folder).config());
        for (Variant variant : Variant.values()) {
            assertThatThrownBy(() -> ExportedNetwork.open(folder, head, variant, OnnxSettings.SINGLE))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining(variant.path());
            Path file = folder.resolve(variant.path());
            Files.createDirectories(file.getParent());
            Files.writeString(file, "not what it should be");
            assertThatThrownBy(() -> ExportedNetwork.open(folder, head, variant, OnnxSettings.SINGLE))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining(variant.path());
        }
    }

    private void assertGolden(TinyNetwork tiny, Variant variant) throws IOException {
        export(tiny, variant, EXACT);
        float[] golden = tiny.golden("answers");
        List<Tokens> texts = tiny.texts();
        try (LiveNetwork original = tiny.load();
                ExportedNetwork exported = ExportedNetwork.open(
                        folder.resolve(variant.path()), original.network(), variant, OnnxSettings.SINGLE)) {
            int width = original.network().width();
            switch (original.network().head().scope()) {
                case TEXT -> {
                    float[][] answers = exported.answers(texts);
                    for (int i = 0; i < answers.length; i++) {
                        assertClose(answers[i], golden, i * width);
                    }
                }
                case TOKEN -> {
                    float[][][] answers = exported.tokenAnswers(texts);
                    int length = golden.length / width / texts.size();
                    for (int i = 0; i < answers.length; i++) {
                        assertThat(answers[i]).hasNumberOfRows(texts.get(i).length());
                        for (int token = 0; token < answers[i].length; token++) {
                            assertClose(answers[i][token], golden, (i * length + token) * width);
                        }
                    }
                }
            }
        }
    }

    private static void assertClose(float[] found, float[] golden, int from) {
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(golden[from + i], within(1e-4f));
        }
    }

    private ParityReport export(TinyNetwork tiny, Variant variant, Bound bound) throws IOException {
        copy(tiny.folder());
        try (LiveNetwork network = tiny.load()) {
            return Export.write(new Checkpoint(folder), network, variant, tiny.texts(), bound);
        }
    }

    private void copy(Path from) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path to = folder.resolve(file.getFileName());
                if (!Files.exists(to)) {
                    Files.copy(file, to);
                }
            }
        }
    }
}
