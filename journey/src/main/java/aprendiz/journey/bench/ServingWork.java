package aprendiz.journey.bench;

import aprendiz.model.Json;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.export.Bound;
import aprendiz.transformers.export.Export;
import aprendiz.transformers.export.ExportedNetwork;
import aprendiz.transformers.export.OnnxSettings;
import aprendiz.transformers.export.ParityReport;
import aprendiz.transformers.export.Variant;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.text.Batch;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.torch.Torch;
import aprendiz.transformers.training.NewCheckpoint;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Logits of one batch: every exported form against ONNX Runtime in fp32, and that against Python.
 *
 * @param rows texts of the batch
 * @param length tokens of each
 * @param bound of the time of the fastest form, or of int8 alone
 * @param onlyInt8 true to hold int8 to the bound, false to hold whatever is fastest
 */
record ServingWork(int rows, int length, double bound, boolean onlyInt8) implements Work {

    private static final Architecture ARCHITECTURE = Architecture.DISTILBERT;

    @Override
    public String name() {
        return "forward, " + ARCHITECTURE + ", " + rows + "x" + length;
    }

    @Override
    public List<Row> measure(Terms given) throws Exception {
        Terms terms = given.times(Math.max(1, 256 / (rows * length)));
        Path checkpoint = checkpoint(terms.scratch());
        Checkpoint files = new Checkpoint(checkpoint);
        Family family = Family.of(files.config());
        Head head = Head.of(files.config());
        Batch batch = batch(family);
        List<Row> measured = new ArrayList<>();
        try (ExportedNetwork fp32 = open(checkpoint, head, Variant.ONNX)) {
            for (Variant variant : variants()) {
                if (variant != Variant.ONNX) {
                    try (ExportedNetwork other = open(checkpoint, head, variant)) {
                        Race race = Race.run(
                                terms, () -> other.answer(batch), () -> fp32.answer(batch), "ONNX Runtime fp32");
                        measured.add(row(checkpoint, variant, race));
                    }
                }
            }
            try (StoredTensors tensors = StoredTensors.open(files, family);
                    LiveNetwork live = new LiveNetwork(new Network(family, head), tensors::fill)) {
                List<Tokens> texts = texts(family);
                Race race = Race.run(terms, () -> live.answers(texts), () -> fp32.answer(batch), "ONNX Runtime fp32");
                measured.add(Row.of(name() + ", PyTorch fp32", race, null));
            }
            try (Peer peer = Peer.start(terms, "forward", peerSettings())) {
                Race race = Race.run(terms, () -> fp32.answer(batch), peer);
                measured.add(Row.of(name() + ", ONNX fp32", race, null));
            }
        }
        return held(measured);
    }

    /** The rows, of which the one that is to reach the bound says so. */
    private List<Row> held(List<Row> measured) {
        Row fastest = measured.stream()
                .filter(row -> row.against().startsWith("ONNX"))
                .filter(row -> !onlyInt8 || row.work().endsWith(Variant.ONNX_INT8.dtype()))
                .min(Comparator.comparing(Row::ratio))
                .orElseThrow();
        return measured.stream()
                .map(row -> row.equals(fastest) ? row.with(Target.atMost(bound)) : row)
                .toList();
    }

    private Row row(Path checkpoint, Variant variant, Race race) throws IOException {
        String engine = variant.path().startsWith("onnx") ? "ONNX " : "TorchScript ";
        double difference = ParityReport.read(checkpoint, variant).parity().difference();
        return Row.of(name() + ", " + engine + variant.dtype(), race, null)
                .noting(String.format(Locale.ROOT, "logits differ by %.1e at most", difference));
    }

    private static List<Variant> variants() {
        List<Variant> variants = new ArrayList<>(List.of(Variant.ONNX, Variant.ONNX_INT8, Variant.TORCHSCRIPT));
        if (Machine.here().hasBfloat16()) {
            variants.add(Variant.TORCHSCRIPT_BF16);
        }
        return variants;
    }

    /** A checkpoint of new weights with all exports; a later work finds what an earlier one made. */
    private static Path checkpoint(Path scratch) throws IOException {
        Path folder = scratch.resolve("distilbert");
        if (!Files.exists(folder)) {
            NewCheckpoint.write(folder, ARCHITECTURE.config(), 1);
            Reviews reviews = Reviews.in(scratch);
            for (String file : List.of("tokenizer.json", "tokenizer_config.json")) {
                Files.copy(reviews.model().resolve(file), folder.resolve(file));
            }
            Head head = Head.of(ARCHITECTURE.config());
            for (Variant variant : variants()) {
                // weights that learned nothing are undecided, so that their labels need not agree
                Bound near = new Bound(variant.bound().difference(), 0, -1);
                Export.write(folder, head, variant, reviews.texts().subList(0, 8), near);
            }
        }
        return folder;
    }

    private static ExportedNetwork open(Path checkpoint, Head head, Variant variant) {
        return ExportedNetwork.open(checkpoint, head, variant, OnnxSettings.threads(Torch.threads()));
    }

    private Batch batch(Family family) {
        return new Batch(texts(family), family.padding());
    }

    private List<Tokens> texts(Family family) {
        SplittableRandom random = new SplittableRandom(1);
        List<Tokens> texts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            texts.add(Tokens.of(
                    random.longs(length, 1, family.config().vocabSize()).toArray()));
        }
        return texts;
    }

    private ObjectNode peerSettings() {
        return Json.MAPPER
                .createObjectNode()
                .put("batch", rows)
                .put("length", length)
                .put("precision", "fp32")
                .put("threads", Torch.threads())
                .set("config", ARCHITECTURE.toJson());
    }
}
