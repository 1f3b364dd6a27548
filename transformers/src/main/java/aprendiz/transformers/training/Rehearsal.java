package aprendiz.transformers.training;

import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Computing;
import aprendiz.transformers.network.Computing.Attention;
import aprendiz.transformers.network.Computing.Precision;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.training.objective.Example.Labelled;
import aprendiz.transformers.training.objective.OneLabel;
import aprendiz.transformers.training.objective.Prepared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A training of new weights on random tokens: what a step takes on this machine, known before there are data.
 *
 * <p>Owns native memory until closed; for one thread.
 */
public final class Rehearsal implements AutoCloseable {

    private final FineTuning tuning;
    private final Prepared batch;
    private int steps;

    /**
     * Makes the weights and one batch, every row of it {@code maxLength} tokens long.
     *
     * @param config of the trunk; it gets a head for two labels
     * @param precision of its linear layers and attention
     */
    public Rehearsal(ModelConfig config, TrainingSettings settings, Precision precision) {
        Seed seed = new Seed(settings.seed());
        Family family = Family.of(config);
        OneLabel objective = new OneLabel(List.of("0", "1"));
        Computing how = new Computing(Attention.FUSED, precision, Optional.empty());
        Network network = new Network(family, objective.head(), how);
        LearningPlan plan = new LearningPlan(network, Set.of(), settings, 1);
        tuning = new FineTuning(plan, new NewWeights(family, seed)::fill, objective, Path.of(""));
        SplittableRandom random = new SplittableRandom(seed.of("tokens", 0));
        List<Labelled> examples = new ArrayList<>();
        for (int row = 0; row < settings.batchSize(); row++) {
            long[] tokens =
                    random.longs(settings.maxLength(), 1, config.vocabSize()).toArray();
            examples.add(new Labelled(Tokens.of(tokens), row % 2));
        }
        batch = objective.prepare(examples, family.padding(), seed.random("hidden", 0));
    }

    /** One that computes with the precision that a training on this machine would choose. */
    public static Rehearsal here(ModelConfig config, TrainingSettings settings) throws IOException {
        return new Rehearsal(config, settings, Processor.faster(Family.of(config)));
    }

    /** Does one whole step, as a training does it: loss, gradients, clipping, AdamW. Gives the loss before it. */
    public double step() {
        return tuning.step(List.of(batch), ++steps, 1);
    }

    @Override
    public void close() {
        tuning.close();
    }
}
