package aprendiz.journey.inference;

import aprendiz.journey.inference.Scene.Served;
import aprendiz.journey.load.Sample;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.export.ExportedNetwork;
import aprendiz.transformers.export.OnnxSettings;
import aprendiz.transformers.export.Variant;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.SharedNetwork;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * What the service computes with, called in this process: no HTTP, no queue, the texts tokenised and sorted by length
 * beforehand, all threads for one batch after the other.
 */
record BareEngine(String name, Engine engine, List<Tokens> sorted) implements AutoCloseable {

    static BareEngine open(Served served, List<Sample> samples) throws IOException {
        Path folder = served.classifier().folder();
        Checkpoint files = new Checkpoint(folder);
        Family family = Family.of(files.config());
        Network network = new Network(family, Head.of(files.config()));
        try (Tokenizer tokenizer = Tokenizer.load(folder, family.positions())) {
            List<Tokens> sorted = tokenizer
                    .encode(samples.stream().map(Sample::text).toList())
                    .stream()
                    .sorted(Comparator.comparingInt(Tokens::length))
                    .toList();
            Variant variant = served.variant();
            if (variant != null) {
                Path file = served.classifier().export(variant, samples);
                OnnxSettings settings = OnnxSettings.threads(Torch.threads());
                return new BareEngine(variant.path(), ExportedNetwork.open(file, network, variant, settings), sorted);
            }
            try (StoredTensors tensors = StoredTensors.open(files, family)) {
                LiveNetwork live = new LiveNetwork(network, tensors::fill);
                return new BareEngine("PyTorch fp32", new SharedNetwork(live), sorted);
            }
        }
    }

    /** Computes every text once. */
    void once() {
        engine.answers(sorted);
    }

    @Override
    public void close() {
        engine.close();
    }
}
