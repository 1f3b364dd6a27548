package aprendiz.journey.bench;

import aprendiz.model.Json;
import aprendiz.transformers.network.Computing;
import aprendiz.transformers.torch.MatrixProduct;
import aprendiz.transformers.torch.MatrixProduct.Precision;
import aprendiz.transformers.torch.Torch;
import aprendiz.transformers.training.Rehearsal;
import aprendiz.transformers.training.TrainingSettings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One training step of a text classifier: loss, gradients, clipping, AdamW. */
record TrainingWork(Architecture architecture) implements Work {

    static final int BATCH = 8;
    static final int LENGTH = 128;

    private static final double SHARE = 0.6;

    @Override
    public String name() {
        return "training step, " + architecture + ", " + BATCH + "x" + LENGTH + ", fp32";
    }

    static TrainingSettings settings() {
        return new TrainingSettings(1, BATCH, LENGTH, 1e-5, 1e-5, 0.01, 0, 1, -1, 1, 1);
    }

    /** What the peer is told to train. */
    static ObjectNode peerSettings(Architecture architecture) {
        return Json.MAPPER
                .createObjectNode()
                .put("batch", BATCH)
                .put("length", LENGTH)
                .put("precision", "fp32")
                .put("threads", Torch.threads())
                .set("config", architecture.toJson());
    }

    @Override
    public List<Row> measure(Terms terms) throws Exception {
        List<Double> peaks = new ArrayList<>();
        try (Rehearsal rehearsal = new Rehearsal(architecture.config(), settings(), Computing.Precision.FP32);
                MatrixProduct product = new MatrixProduct();
                Peer peer = Peer.start(terms, "train", peerSettings(architecture))) {
            product.speed(Precision.FP32);
            Race race = Race.run(terms, () -> peaks.add(product.speed(Precision.FP32)), rehearsal::step, peer);
            return List.of(share(race, Median.of(peaks)), Row.of(name(), race, Target.atMost(1)));
        }
    }

    private Row share(Race race, double peak) {
        double speed = 3 * architecture.forward(BATCH, LENGTH) / race.ours();
        return new Row(
                name(),
                gigaflops(speed),
                "sgemm of this process",
                gigaflops(peak),
                speed / peak,
                architecture == Architecture.DISTILBERT ? Target.atLeast(SHARE) : null,
                String.format(Locale.ROOT, "%.1f texts/s", BATCH / race.ours()));
    }

    private static Figure gigaflops(double speed) {
        return new Figure(speed / 1e9, "GFLOP/s");
    }
}
