package aprendiz.transformers.training;

import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Computing;
import aprendiz.transformers.network.Computing.Attention;
import aprendiz.transformers.network.Computing.Precision;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.text.Batch;
import aprendiz.transformers.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A training of new weights on random tokens: what a step takes on this machine, known before there are data.
 *
 * <p>Owns native memory until closed; for one thread.
 */
public final class Rehearsal implements AutoCloseable {

    private final FineTuning tuning;
    private final Batch batch;
    private final long[] labels;
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
        Network network = new Network(family, new SequenceClassification(List.of("0", "1")))
                .with(new Computing(Attention.FUSED, precision, Optional.empty()));
        tuning = new FineTuning(
                network,
                new NewWeights(family, seed)::fill,
                HeadSwap.fromScratch(network).made(),
                settings);
        SplittableRandom random = new SplittableRandom(seed.of("tokens", 0));
        List<Tokens> texts = new ArrayList<>();
        labels = new long[settings.batchSize()];
        for (int row = 0; row < labels.length; row++) {
            texts.add(Tokens.of(
                    random.longs(settings.maxLength(), 1, config.vocabSize()).toArray()));
            labels[row] = row % 2;
        }
        batch = new Batch(texts, family.padding());
    }

    /** Does one whole step, as a training does it: loss, gradients, clipping, AdamW. Gives the loss before it. */
    public double step() {
        return tuning.step(batch, labels, ++steps, 1);
    }

    @Override
    public void close() {
        tuning.close();
    }
}
