package aprendiz.transformers.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.model.Problem;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.torch.Torch;
import aprendiz.transformers.torch.Weights;
import aprendiz.transformers.training.objective.Lessons;
import aprendiz.transformers.training.objective.Objective;
import aprendiz.transformers.training.objective.Prepared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A network that learns, step by step. Owns native memory until closed; for one thread. */
final class FineTuning implements AutoCloseable {

    /** Texts that are measured together. */
    private static final int TOGETHER = 32;

    private final LiveNetwork network;
    private final LearningPlan plan;
    private final TrainingSettings settings;
    private final Seed seed;
    private final AdamW optimiser;
    private final List<String> names;
    private final TrunkVectors trunk;

    /**
     * Makes the network.
     *
     * @param folder where files may lie that are gone in the end
     */
    FineTuning(LearningPlan plan, LiveNetwork.Source source, Objective<?> objective, Path folder) {
        this.plan = plan;
        settings = plan.settings();
        seed = new Seed(settings.seed());
        Network made = plan.network();
        names = made.parameters().stream().map(Parameter::name).toList();
        String program = new GradientProgram(made, objective, settings.method().recomputed()).text();
        network = new LiveNetwork(made, source, program + AdamW.PROGRAM);
        optimiser = new AdamW(network.memory(), network.program(), network.weights(), plan.groups());
        trunk = plan.trunkStays()
                ? new TrunkVectors(
                        network, made.head() instanceof SequenceClassification, folder.resolve("trunk-vectors.bin"))
                : null;
    }

    /** Tells what will be learned and measured, so that a trunk that does not learn is computed once. */
    void expect(Lessons<?> lessons) throws IOException {
        if (trunk != null && lessons.objective().readsTextsAsTheyAre()) {
            List<Tokens> texts = new ArrayList<>();
            lessons.examples().forEach(example -> texts.addAll(example.texts()));
            trunk.remember(texts);
        }
    }

    /**
     * Learns from one batch, which may come in pieces: the loss is the mean over the valid items of all of them, and the
     * gradients are clipped once they are added up.
     *
     * @param step counts from 1; decides what dropout drops
     * @param factor of the peak learning rates
     * @param from where the batch's examples stand in the training part, for a complaint
     * @return the loss before the step
     * @throws Problem of kind INVALID that names the step if the loss or a gradient is not finite
     */
    double step(List<Prepared> pieces, int step, double factor, List<Integer> from) {
        try (PtNDManager passing = passing()) {
            int frozen = plan.frozen(step);
            double[] valid = valid(pieces);
            NDList results = gradients(passing, pieces.getFirst(), valid, frozen, dropout(step, 0));
            double loss = results.head().getFloat();
            List<NDArray> gradients = results.subList(1, results.size());
            for (int i = 1; i < pieces.size(); i++) {
                try (PtNDManager shortly = passing()) {
                    NDList more = gradients(shortly, pieces.get(i), valid, frozen, dropout(step, i));
                    loss += more.head().getFloat();
                    network.program().update("accumulate", List.of(gradients, more.subList(1, more.size())));
                }
            }
            Map<String, NDArray> byName = new LinkedHashMap<>();
            for (int i = 0; i < gradients.size(); i++) {
                byName.put(names.get(frozen + i), gradients.get(i));
            }
            double norm = Double.isFinite(loss)
                    ? optimiser.step(passing, step, byName, settings.maxGradNorm(), factor)
                    : Double.NaN;
            if (!Double.isFinite(norm)) {
                throw Problem.invalid(
                        "The training diverged",
                        (Double.isFinite(loss) ? "the gradient became infinite" : "the loss became " + loss)
                                + " at step " + step + ", learning from the examples " + from
                                + " of the training part, counted from 0; try a lower learning_rate or a longer"
                                + " warm-up");
            }
            return loss;
        }
    }

    /** As {@link #step(List, int, double, List)}, from examples of no part. */
    double step(List<Prepared> pieces, int step, double factor) {
        return step(pieces, step, factor, List.of());
    }

    /** How well the network does now. The hidden words, where words are hidden, are the same each time. */
    Measurement measure(Lessons<?> lessons) {
        List<Integer> lengths = lessons.lengths();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, lengths.size()).boxed().toList());
        order.sort((a, b) -> Integer.compare(lengths.get(a), lengths.get(b)));
        var random = seed.random("measured", 0);
        List<Prepared> pieces = new ArrayList<>();
        for (int from = 0; from < order.size(); from += TOGETHER) {
            List<Integer> some = order.subList(from, Math.min(order.size(), from + TOGETHER));
            pieces.add(lessons.prepare(some, network.network().family().padding(), random));
        }
        double[] valid = valid(pieces);
        double loss = 0;
        double right = 0;
        long items = 0;
        for (Prepared piece : pieces) {
            try (PtNDManager passing = passing()) {
                String method = trunk == null ? "measure" : "measure_head";
                NDList results = network.program()
                        .call(
                                method,
                                arguments(passing, piece, valid),
                                network.weights().list());
                loss += results.head().getFloat();
                right += results.get(1).getFloat();
                items += piece.targets().items();
            }
        }
        return new Measurement(loss, right / items);
    }

    private NDList gradients(PtNDManager passing, Prepared piece, double[] valid, int frozen, long dropout) {
        NDList arguments = arguments(passing, piece, valid);
        arguments.add(passing.create(new long[] {frozen, dropout, firstLayer(frozen)}));
        String method = trunk == null ? "gradients" : "head_gradients";
        return Torch.seeded(
                dropout,
                () -> network.program()
                        .record(method, arguments, network.weights().list()));
    }

    /** The trunk's input, or what it says if it does not learn, then what the loss takes. */
    private NDList arguments(PtNDManager passing, Prepared piece, double[] valid) {
        NDList arguments = LiveNetwork.inputs(passing, piece.batch());
        if (trunk != null) {
            arguments = new NDList(trunk.of(passing, piece.texts(), piece.batch()), arguments.get(2));
        }
        arguments.add(piece.targets().labels().on(passing));
        arguments.add(passing.create(
                piece.targets().places().stream().mapToLong(Long::longValue).toArray()));
        float[] divisors = new float[valid.length];
        for (int i = 0; i < valid.length; i++) {
            divisors[i] = valid[i] == 0 ? 1 : (float) valid[i];
        }
        arguments.add(passing.create(divisors));
        return arguments;
    }

    /** With what the losses of all the pieces are divided. */
    private static double[] valid(List<Prepared> pieces) {
        double[] sums = new double[pieces.getFirst().targets().valid().size()];
        for (Prepared piece : pieces) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += piece.targets().valid().get(i);
            }
        }
        return sums;
    }

    /** The first layer that has something to learn, or something to pass on. */
    private int firstLayer(int frozen) {
        if (settings.method().adapters().isPresent()) {
            return 0;
        }
        int layer = 0;
        while (layer < network.network().family().layers()
                && network.network().family().tensorsUpTo(layer + 1) <= frozen) {
            layer++;
        }
        return layer;
    }

    /** Small enough that the layers can count on from it. */
    private long dropout(int step, int piece) {
        return seed.of("dropout", ((long) step << 20) | piece) >>> 2;
    }

    private PtNDManager passing() {
        return network.memory().newSubManager(network.memory().getDevice());
    }

    LiveNetwork network() {
        return network;
    }

    /** The names of the tensors that are trained sooner or later. */
    List<String> trained() {
        return Collections.unmodifiableList(names.subList(plan.frozen(), names.size()));
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
        if (trunk != null) {
            trunk.close();
        }
    }
}
