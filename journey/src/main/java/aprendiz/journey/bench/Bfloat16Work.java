package aprendiz.journey.bench;

import aprendiz.transformers.network.Computing.Precision;
import aprendiz.transformers.training.Rehearsal;
import java.util.List;

/** The training step in bf16 with fp32 master weights, against the one in fp32 and against PyTorch's autocast. */
record Bfloat16Work() implements Work {

    private static final Architecture ARCHITECTURE = Architecture.DISTILBERT;
    private static final String OWN = "our own fp32";

    /** 1.9 times as fast. */
    private static final Target GAIN = Target.atMost(0.53);

    private static final Target NO_SLOWER = Target.atMost(1);

    @Override
    public String name() {
        return "training step, " + ARCHITECTURE + ", " + TrainingWork.BATCH + "x" + TrainingWork.LENGTH + ", bf16";
    }

    @Override
    public List<Row> measure(Terms terms) throws Exception {
        if (!Machine.here().hasBfloat16()) {
            String reason = "not available: this processor has neither AMX nor AVX512-BF16";
            return List.of(
                    Row.impossible(name(), OWN, GAIN, reason), Row.impossible(name(), "Python", NO_SLOWER, reason));
        }
        try (Rehearsal bf16 = new Rehearsal(ARCHITECTURE.config(), TrainingWork.settings(), Precision.BF16);
                Rehearsal fp32 = new Rehearsal(ARCHITECTURE.config(), TrainingWork.settings(), Precision.FP32);
                Peer peer = Peer.start(
                        terms, "train", TrainingWork.peerSettings(ARCHITECTURE).put("precision", "bf16"))) {
            Race own = Race.run(terms, bf16::step, fp32::step, OWN);
            Race python = Race.run(terms, bf16::step, peer);
            return List.of(Row.of(name(), own, GAIN), Row.of(name(), python, NO_SLOWER));
        }
    }
}
