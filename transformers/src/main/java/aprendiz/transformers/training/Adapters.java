package aprendiz.transformers.training;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.transformers.network.Computing;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Lora;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.torch.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Low-rank adapters in PEFT's file layout, and the base that they adapt.
 *
 * @param base a checkpoint
 * @param adapter a folder with adapter_config.json, adapter_model.safetensors and, for the head, config.json
 */
public record Adapters(Path base, Path adapter) {

    private static final String MERGE = """
              # W + scale B A (Hu et al. 2021, section 4.1)
              def merge(self, w: List[Tensor], a: List[Tensor], b: List[Tensor], scale: float) -> float:
                for i in range(len(w)):
                  torch.add_(w[i], torch.mm(b[i], a[i]), alpha=scale)
                return 0.0
            """;

    /**
     * The base with the adapters beside its layers.
     *
     * @param head what the adapter's head is
     * @throws aprendiz.model.Problem of kind INVALID that names what is missing or does not fit
     */
    public LiveNetwork load(Head head) {
        return load(head, "");
    }

    /**
     * Writes a checkpoint of its own, in which the adapters are part of the layers' weights.
     *
     * @param head what the adapter's head is
     * @param checkpoint written whole or not at all
     */
    public void merge(Head head, Path checkpoint) {
        try (LiveNetwork live = load(head, MERGE)) {
            Network network = live.network();
            Weights weights = live.weights();
            List<String> beside =
                    network.adapters().stream().map(Parameter::name).toList();
            List<String> a =
                    beside.stream().filter(name -> name.endsWith(Lora.A)).toList();
            List<String> b =
                    beside.stream().filter(name -> name.endsWith(Lora.B)).toList();
            List<String> adapted =
                    a.stream().map(name -> name.replace(Lora.A, ".weight")).toList();
            double scale = network.computing().adapters().orElseThrow().scale();
            live.program().update("merge", List.of(weights.list(adapted), weights.list(a), weights.list(b)), scale);
            Path texts = Files.exists(adapter.resolve("tokenizer.json")) ? adapter : base;
            int longest = Tokenizer.load(texts, network.family().positions()).maxLength();
            ResultFolder result = new ResultFolder(new Checkpoint(base), network, longest).merged();
            try (StoredTensors stored = StoredTensors.open(new Checkpoint(base), network.family())) {
                result.write(checkpoint, weights.without(beside), Companions.of(stored, network, new Seed(0)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LiveNetwork load(Head head, String methods) {
        try {
            ModelConfig config = new Checkpoint(base).config();
            Lora lora = AdapterFile.read(adapter);
            Computing how = new Computing(Computing.Attention.FUSED, Computing.Precision.FP32, Optional.of(lora));
            Network network = new Network(Family.of(config), head, how);
            AdapterFile layout = new AdapterFile(network, lora);
            try (StoredTensors stored = StoredTensors.open(new Checkpoint(base), network.family());
                    SafetensorsFile file = SafetensorsFile.open(adapter.resolve(AdapterFile.WEIGHTS))) {
                return new LiveNetwork(network, source(layout, file, stored), methods);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The adapter's tensors, with the head where it was kept with them, and the base's. */
    static LiveNetwork.Source source(AdapterFile layout, SafetensorsFile file, StoredTensors stored) {
        return (parameter, values) -> {
            if (!layout.has(file, parameter)) {
                stored.fill(parameter, values);
                return;
            }
            try {
                layout.fill(file, parameter, values);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
