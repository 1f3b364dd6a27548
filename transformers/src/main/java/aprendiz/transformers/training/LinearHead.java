package aprendiz.transformers.training;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.network.Bert;
import aprendiz.transformers.network.DistilBert;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.text.Tokenizer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A text classifier that is linear in the vector of the first token, {@code W x + b}, as Hugging Face's class of its
 * family.
 *
 * <p>These classes compute {@code C f(P x + p) + c}. {@code P} is a multiple of the identity, and {@code f} is kept to
 * where it is straight: BERT's tanh near 0, where it is off by a part of {@code (x / 1024)^2 / 3}, below 1e-5 for {@code |x|
 * <= 5}; DistilBERT's ReLU above 0, where it is exact, by a {@code p} that no output of a layer norm falls below.
 */
public final class LinearHead {

    /** How much of x goes into the tanh: a power of two, so that nothing is rounded. */
    private static final float SMALL = 1f / 1024;

    private LinearHead() {}

    /**
     * Writes a classifier as a checkpoint, whole or not at all.
     *
     * @param trunk a checkpoint with the trunk and the tokenizer
     * @param weights W, {@code [labels][hidden]}
     * @param intercepts b, {@code [labels]}
     */
    public static void write(Path trunk, List<String> labels, float[][] weights, float[] intercepts, Path folder)
            throws IOException {
        Checkpoint files = new Checkpoint(trunk);
        Family family = Family.of(files.config());
        Network network = new Network(family, new SequenceClassification(labels));
        try (StoredTensors stored = StoredTensors.open(files, family);
                Tokenizer tokenizer = Tokenizer.load(trunk, family.positions())) {
            Map<Parameter, FloatBuffer> head = head(stored, network, weights, intercepts);
            LiveNetwork.Source source = (parameter, values) -> {
                if (head.containsKey(parameter)) {
                    values.put(head.get(parameter).duplicate());
                } else {
                    stored.fill(parameter, values);
                }
            };
            try (LiveNetwork live = new LiveNetwork(network, source)) {
                new ResultFolder(files, network, tokenizer.maxLength()).write(folder, live.weights(), source);
            }
        }
    }

    private static Map<Parameter, FloatBuffer> head(
            StoredTensors stored, Network network, float[][] weights, float[] intercepts) {
        Family family = network.family();
        List<Parameter> own = network.head().parameters(family);
        float[] shift = shift(stored, family);
        float scale = switch (family) {
            case Bert bert -> SMALL;
            case DistilBert distilBert -> 1;
        };
        FloatBuffer c = FloatBuffer.allocate(intercepts.length);
        FloatBuffer classifier = FloatBuffer.allocate(intercepts.length * shift.length);
        for (int label = 0; label < intercepts.length; label++) {
            double intercept = intercepts[label];
            for (int i = 0; i < shift.length; i++) {
                classifier.put(weights[label][i] / scale);
                intercept -= (double) weights[label][i] * shift[i];
            }
            c.put((float) intercept);
        }
        FloatBuffer identity = FloatBuffer.allocate(shift.length * shift.length);
        for (int i = 0; i < shift.length; i++) {
            identity.put(i * shift.length + i, scale);
        }
        return Map.of(
                own.get(0),
                identity,
                own.get(1),
                FloatBuffer.wrap(shift),
                own.get(2),
                classifier.flip(),
                own.get(3),
                c.flip());
    }

    /** What is added to x: nothing, or what makes it positive, since no number of a norm is over the root of their count. */
    private static float[] shift(StoredTensors stored, Family family) {
        int hidden = family.hidden();
        float[] shift = new float[hidden];
        switch (family) {
            case Bert bert -> {}
            case DistilBert distilBert -> {
                List<Parameter> trunk = family.trunk();
                FloatBuffer scales = FloatBuffer.allocate(hidden);
                FloatBuffer shifts = FloatBuffer.allocate(hidden);
                stored.fill(trunk.get(trunk.size() - 2), scales);
                stored.fill(trunk.getLast(), shifts);
                for (int i = 0; i < hidden; i++) {
                    shift[i] = (float) (Math.abs(scales.get(i)) * Math.sqrt(hidden) + Math.abs(shifts.get(i)));
                }
            }
        }
        return shift;
    }
}
