package aprendiz.transformers.export;

import aprendiz.model.AtomicFile;
import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.torch.Torch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Writes a checkpoint's network into a file for serving, beside the checkpoint's own files.
 *
 * <p>The file is computed with before it appears: if its answers to the given texts are not near enough to the
 * original's, it never does. A sealed checkpoint must be sealed again afterwards.
 */
public final class Export {

    private static final Pattern WEIGHTS = Pattern.compile("(model|pytorch_model).*\\.(safetensors|bin)");

    /**
     * Exports a checkpoint with the head that it has.
     *
     * @param head as {@link Head#of} finds it in config.json, or an {@link aprendiz.transformers.network.Embedding}
     * @param texts on which the export is compared with its original; at least one, better a hundred of those that will
     *     be asked
     * @param bound what the export must keep
     * @return what was measured, which now lies beside the export
     * @throws Problem of kind REFUSED if the bound is not kept or the network is too large; then nothing is written
     */
    public static ParityReport write(Path checkpoint, Head head, Variant variant, List<String> texts, Bound bound) {
        try {
            Checkpoint files = new Checkpoint(checkpoint);
            Family family = Family.of(files.config());
            try (StoredTensors tensors = StoredTensors.open(files, family);
                    Tokenizer tokenizer = Tokenizer.load(checkpoint, family.positions());
                    LiveNetwork network = new LiveNetwork(new Network(family, head), tensors::fill)) {
                return write(files, network, variant, tokenizer.encode(texts), bound);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #write(Path, Head, Variant, List, Bound)}, of a network at hand, whose weights the checkpoint holds. */
    public static ParityReport write(
            Checkpoint checkpoint, LiveNetwork network, Variant variant, List<Tokens> texts, Bound bound)
            throws IOException {
        if (texts.isEmpty()) {
            throw Problem.invalid("No texts", "An export is compared with its original on texts; give at least one");
        }
        if (!network.network().adapters().isEmpty()) {
            throw Problem.invalid("Adapters", "Merge the adapters into the weights before the network is exported");
        }
        Path file = checkpoint.file(variant.path());
        boolean newFolder = !Files.exists(file.getParent());
        Files.createDirectories(file.getParent());
        try {
            List<ParityReport> report = new ArrayList<>();
            AtomicFile.write(file, out -> write(network, variant, out), part -> {
                report.add(checked(checkpoint, network, variant, texts, bound, part));
                AtomicFile.write(checkpoint.file(variant.reportPath()), Json.pretty(report.getFirst()));
            });
            return report.getFirst();
        } catch (IOException | RuntimeException e) {
            if (newFolder) {
                Files.deleteIfExists(file.getParent());
            }
            throw e;
        }
    }

    private static void write(LiveNetwork network, Variant variant, FileChannel out) throws IOException {
        Original original = new Original(network);
        switch (variant) {
            case ONNX -> onnx(original, Fp32::new).writeTo(out);
            case ONNX_INT8 -> onnx(original, Int8::new).writeTo(out);
            case TORCHSCRIPT -> new ScriptArchive(original, Storage.FP32).writeTo(out);
            case TORCHSCRIPT_BF16 -> new ScriptArchive(original, Storage.BF16).writeTo(out);
        }
    }

    private static Proto onnx(Original original, BiFunction<Graph, Original, Arithmetic> arithmetic) {
        Graph graph = new Graph();
        Arithmetic large = arithmetic.apply(graph, original);
        String ids = graph.input(ExportedNetwork.IDS, Element.INT64, Graph.BATCH, Graph.LENGTH);
        String mask = graph.input(ExportedNetwork.MASK, Element.INT64, Graph.BATCH, Graph.LENGTH);
        String x = new TrunkGraph(graph, original, large).hidden(ids, mask);
        new HeadGraph(graph, original, large).add(x, mask);
        return graph.model(original.network().network().className());
    }

    private static ParityReport checked(
            Checkpoint checkpoint, LiveNetwork network, Variant variant, List<Tokens> texts, Bound bound, Path file)
            throws IOException {
        Network what = network.network();
        Parity parity;
        try (ExportedNetwork exported = ExportedNetwork.open(file, what, variant, OnnxSettings.SINGLE)) {
            parity = switch (what.head().scope()) {
                case TEXT -> Parity.of(what.head(), rows(network.answers(texts)), rows(exported.answers(texts)));
                case TOKEN ->
                    Parity.of(what.head(), List.of(network.tokenAnswers(texts)), List.of(exported.tokenAnswers(texts)));
            };
        }
        if (!bound.allows(parity)) {
            throw Problem.refused(
                    "Not near enough",
                    variant.path() + " would differ too much from its original: " + parity + " is not within " + bound);
        }
        return new ParityReport(
                variant,
                what.className(),
                variant.dtype(),
                parity,
                bound,
                new FileEntry(variant.path(), Files.size(file), Digest.of(file)),
                source(checkpoint),
                engines(variant));
    }

    /** One answer for each text. */
    private static List<float[][]> rows(float[][] answers) {
        return Arrays.stream(answers).map(answer -> new float[][] {answer}).toList();
    }

    private static List<FileEntry> source(Checkpoint checkpoint) throws IOException {
        List<FileEntry> source = new ArrayList<>();
        for (String path : checkpoint.files()) {
            if (WEIGHTS.matcher(path).matches()) {
                Path file = checkpoint.file(path);
                source.add(new FileEntry(path, Files.size(file), Digest.of(file)));
            }
        }
        return source;
    }

    private static SortedMap<String, String> engines(Variant variant) {
        SortedMap<String, String> engines = new TreeMap<>();
        engines.put("pytorch", Torch.version());
        switch (variant) {
            case ONNX, ONNX_INT8 -> engines.put("onnxruntime", OnnxNetwork.version());
            case TORCHSCRIPT, TORCHSCRIPT_BF16 -> {}
        }
        return engines;
    }

    private Export() {}
}
