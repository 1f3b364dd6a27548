package aprendiz.transformers.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.model.Problem;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.text.Batch;
import aprendiz.transformers.torch.Torch;
import aprendiz.transformers.torch.Weights;
import aprendiz.transformers.training.AdamW.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A network that learns to classify, step by step. Owns native memory until closed; for one thread. */
final class FineTuning implements AutoCloseable {

    private static final String PROGRAM = """
              # labels: int64 [batch] -> the mean cross-entropy, then its gradient for each trained weight
              def gradients(self, ids: Tensor, types: Tensor, mask: Tensor, labels: Tensor, w: List[Tensor]) -> List[Tensor]:
                leaves = annotate(List[Tensor], [])  # share memory with w
                for i in range(len(w)):
                  leaves.append(torch.requires_grad_(torch.detach(w[i]), i >= {frozen}))
                loss = torch.cross_entropy_loss(self.compute(ids, types, mask, leaves, True), labels)
                results = [torch.detach(loss)]
                for gradient in torch.grad([loss], leaves[{frozen}:]):
                  results.append(unchecked_cast(Tensor, gradient))
                return results
            """;

    private final LiveNetwork network;
    private final AdamW optimiser;
    private final TrainingSettings settings;
    private final Seed seed;
    private final List<String> trained;

    /**
     * Takes a network over.
     *
     * @param made names of the tensors that learn at the head's rate
     */
    FineTuning(Network network, LiveNetwork.Source source, Set<String> made, TrainingSettings settings) {
        this.settings = settings;
        this.seed = new Seed(settings.seed());
        int frozen = frozen(network, settings);
        String gradients = PROGRAM.replace("{frozen}", Integer.toString(frozen));
        List<Parameter> parameters =
                network.parameters().subList(frozen, network.parameters().size());
        trained = parameters.stream().map(Parameter::name).toList();
        this.network = new LiveNetwork(network, source, gradients + AdamW.PROGRAM);
        optimiser = new AdamW(
                this.network.memory(), this.network.program(), this.network.weights(), groups(parameters, made));
    }

    /** How many of a network's tensors, from the first, are left alone. */
    static int frozen(Network network, TrainingSettings settings) {
        int layers = settings.frozenLayers();
        if (layers > network.family().layers()) {
            throw Problem.invalid(
                    "Impossible settings",
                    List.of(new Problem.Complaint(
                            "settings.frozen_layers",
                            layers + " is more than the " + network.family().layers() + " layers of the base")));
        }
        return layers < 0 ? 0 : network.family().tensorsUpTo(layers);
    }

    private List<Group> groups(List<Parameter> parameters, Set<String> made) {
        List<Group> groups = new ArrayList<>();
        for (boolean head : new boolean[] {false, true}) {
            for (boolean decays : new boolean[] {true, false}) {
                List<String> names = parameters.stream()
                        .filter(parameter -> made.contains(parameter.name()) == head && parameter.decays() == decays)
                        .map(Parameter::name)
                        .toList();
                if (!names.isEmpty()) {
                    groups.add(new Group(
                            names,
                            head ? settings.headLearningRate() : settings.learningRate(),
                            decays ? settings.weightDecay() : 0));
                }
            }
        }
        return groups;
    }

    /**
     * Learns from one batch.
     *
     * @param labels of the batch's rows
     * @param step counts from 1; decides what dropout drops
     * @param factor of the peak learning rates
     * @return the mean cross-entropy before the step
     * @throws Problem of kind INVALID that names the step if the loss or a gradient is not finite
     */
    double step(Batch batch, long[] labels, int step, double factor) {
        try (PtNDManager passing =
                network.memory().newSubManager(network.memory().getDevice())) {
            NDList arguments = LiveNetwork.inputs(passing, batch);
            arguments.add(passing.create(labels));
            NDList results = Torch.seeded(
                    seed.of("dropout", step),
                    () -> network.program()
                            .record("gradients", arguments, network.weights().list()));
            double loss = results.head().getFloat();
            Map<String, NDArray> gradients = new LinkedHashMap<>();
            for (int i = 0; i < trained.size(); i++) {
                gradients.put(trained.get(i), results.get(i + 1));
            }
            double norm = Double.isFinite(loss)
                    ? optimiser.step(passing, step, gradients, settings.maxGradNorm(), factor)
                    : Double.NaN;
            if (!Double.isFinite(norm)) {
                throw Problem.invalid(
                        "The training diverged",
                        "At step " + step + " the loss is " + loss + " and the gradient's norm " + norm
                                + "; try a lower learning_rate or a longer warm-up");
            }
            return loss;
        }
    }

    LiveNetwork network() {
        return network;
    }

    /** The names of the tensors that are trained. */
    List<String> trained() {
        return trained;
    }

    /** All that a step reads or changes, by which a training can go on: weights first. */
    List<Weights> state() {
        List<Weights> state = new ArrayList<>();
        state.add(network.weights());
        state.addAll(optimiser.moments());
        return state;
    }

    @Override
    public void close() {
        network.close();
    }
}
