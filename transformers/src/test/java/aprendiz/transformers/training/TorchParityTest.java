package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.network.Computing;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.training.Method.Curve;
import aprendiz.transformers.training.objective.Prepared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses, gradients and steps against what torch makes of the same networks, texts and answers. */
class TorchParityTest {

    @TempDir
    Path folder;

    static List<Taught> all() {
        return Taught.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void learnsAsTorchDoes(Taught taught) throws IOException {
        assertLikeTorch(taught, method(false), 1);
    }

    @ParameterizedTest
    @MethodSource("all")
    void learnsTheSameThoughLayersAreComputedTwice(Taught taught) throws IOException {
        assertLikeTorch(taught, method(true), 1);
    }

    @ParameterizedTest
    @MethodSource("all")
    void learnsTheSameThoughABatchComesInPieces(Taught taught) throws IOException {
        if (taught.comesInPieces()) {
            assertLikeTorch(taught, method(false), 2);
        }
    }

    @Test
    void unfreezesLayerByLayerAsTorchDoes() throws IOException {
        Taught gradual = new Taught("bert", "gradual");
        Taught taught = new Taught("bert", "one-label");
        Method method = new Method(1, Curve.LINEAR, 1, true, Optional.empty(), false, Method.USUAL.precision());
        float[] losses = gradual.golden("losses");
        try (FineTuning tuning = tuning(taught, method, 2)) {
            for (int step = 1; step <= losses.length; step++) {
                assertThat(tuning.step(taught.pieces(1), step, 1)).isCloseTo(losses[step - 1], within(1e-5));
            }
            assertTrained(tuning, gradual);
        }
    }

    @Test
    void differentiatesTwiceAsTorchDoes() throws IOException {
        Taught golden = new Taught("bert", "second-order");
        Taught taught = new Taught("bert", "one-label");
        List<Prepared> halves = new Taught("bert", "plain-label").pieces(2);
        Network network = network(taught, Method.USUAL);
        try (StoredTensors tensors =
                        StoredTensors.open(new Checkpoint(taught.tiny().folder()), network.family());
                Differentiable function =
                        new Differentiable(network, tensors::fill, new Taught("bert", "plain-label").objective());
                PtNDManager memory = function.newMemory()) {
            List<NDArray> weights = function.weights();
            NDArray inner = function.loss(memory, halves.getFirst(), weights);
            List<NDArray> moved = function.moved(memory, weights, function.gradients(inner, weights), 0.5);
            NDArray outer = function.loss(memory, halves.getLast(), moved);
            assertThat(outer.getFloat()).isCloseTo(golden.golden("loss")[0], within(1e-5f));
            List<NDArray> meta = function.gradients(outer, weights);
            List<String> names = network.parameters().stream()
                    .map(parameter -> parameter.name())
                    .toList();
            for (String name : golden.tensors()) {
                assertThat(meta.get(names.indexOf(name)).toFloatArray())
                        .as(name)
                        .containsExactly(golden.golden(name), within(2e-5f));
            }
        }
    }

    private void assertLikeTorch(Taught taught, Method method, int pieces) throws IOException {
        float[] losses = taught.golden("losses");
        Schedule schedule = new Schedule(losses.length, 1, method.curve());
        try (FineTuning tuning = tuning(taught, method, losses.length)) {
            for (int step = 1; step <= losses.length; step++) {
                double loss = tuning.step(taught.pieces(pieces), step, schedule.factor(step - 1));
                assertThat(loss).as("step %d", step).isCloseTo(losses[step - 1], within(1e-5));
            }
            assertTrained(tuning, taught);
        }
    }

    private static void assertTrained(FineTuning tuning, Taught golden) {
        assertThat(golden.tensors()).isNotEmpty();
        for (String name : golden.tensors()) {
            assertThat(tuning.network().weights().values(name))
                    .as(name)
                    .containsExactly(golden.golden(name), within(1e-4f));
        }
    }

    private static Method method(boolean recomputed) {
        return new Method(1, Curve.COSINE, 0.8, false, Optional.empty(), recomputed, Method.USUAL.precision());
    }

    private FineTuning tuning(Taught taught, Method method, int perEpoch) throws IOException {
        TrainingSettings settings = new TrainingSettings(1, 8, 40, 2e-3, 2e-3, 0.01, 0, 1, -1, 1, 42).with(method);
        LearningPlan plan = new LearningPlan(network(taught, method), Set.of(), settings, perEpoch);
        Family family = plan.network().family();
        try (StoredTensors tensors =
                StoredTensors.open(new Checkpoint(taught.tiny().folder()), family)) {
            LiveNetwork.Source source = tensors::fill;
            return new FineTuning(plan, source, taught.objective(), folder);
        }
    }

    private static Network network(Taught taught, Method method) {
        Computing how =
                new Computing(Computing.Attention.FUSED, method.precision().orElseThrow(), method.adapters());
        return new Network(
                Family.of(taught.tiny().configWithoutDropout()),
                taught.objective().head(),
                how);
    }
}
