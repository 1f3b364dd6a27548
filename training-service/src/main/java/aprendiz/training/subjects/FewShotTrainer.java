package aprendiz.training.subjects;

import aprendiz.learners.VectorRegression;
import aprendiz.training.data.LabelPairs;
import aprendiz.training.data.TextPair;
import aprendiz.training.recipe.FewShot;
import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.network.Embedding.Pooling;
import aprendiz.transformers.tasks.FeatureExtraction;
import aprendiz.transformers.training.LabelledText;
import aprendiz.transformers.training.LinearHead;
import aprendiz.transformers.training.MeanLayer;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.objective.Classes;
import aprendiz.transformers.training.objective.Example.Compared;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.Similarity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains text classifiers of few texts: first the trunk, that texts of one label are alike and others are not, then
 * logistic regression over its vectors (SetFit: Tunstall et al. 2022, section 3).
 *
 * <p>A text's vector is the mean of its tokens', as in SetFit, but the classifiers of BERT and DistilBERT read the first
 * token. So the trunk gets a {@link MeanLayer}, and a version is a checkpoint like any other, one layer deeper.
 */
public record FewShotTrainer(FewShot fewShot, Trainer trainer) implements Trainer {

    private static final Embedding HEAD = new Embedding(Pooling.MEAN, false);

    /** scikit-learn's default. */
    private static final double COST = 1;

    private static final int TOGETHER = 32;

    @Override
    public Outcome train(
            Order order,
            List<String> labels,
            Classes classes,
            List<LabelledText> train,
            List<LabelledText> validation,
            TrainingListener listener) {
        long seed = order.settings().seed();
        List<TextPair> toLearn = LabelPairs.of(train, fewShot.pairs(), seed);
        List<TextPair> toValidate = LabelPairs.of(validation, 1, seed);
        Path embedder = order.state().resolve("embedder");
        Outcome outcome = Learning.run(
                new Order(
                        order.base(),
                        order.start(),
                        order.settings(),
                        order.state().resolve("pairs"),
                        embedder),
                new Similarity(HEAD),
                examples -> compared(examples, toLearn),
                examples -> compared(examples, toValidate.subList(0, Math.min(toValidate.size(), toLearn.size()))),
                listener);
        Path deeper = order.state().resolve("deeper");
        int[] truth = train.stream().mapToInt(LabelledText::label).toArray();
        boolean balanced = !classes.weights().isEmpty();
        try {
            MeanLayer.write(embedder, deeper);
            VectorRegression regression =
                    new VectorRegression(vectors(deeper, train), truth, labels.size(), COST, balanced);
            LinearHead.write(deeper, labels, regression.weights(), regression.intercepts(), order.checkpoint());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return outcome;
    }

    private static List<Compared> compared(Examples examples, List<TextPair> pairs) {
        return pairs.stream()
                .map(pair -> examples.compared(pair.one(), pair.other(), (float) pair.similarity()))
                .toList();
    }

    /** Those of the first tokens. */
    private static float[][] vectors(Path trunk, List<LabelledText> texts) {
        List<String> all = texts.stream().map(LabelledText::text).toList();
        List<float[]> rows = new ArrayList<>();
        try (FeatureExtraction extraction = FeatureExtraction.load(trunk)) {
            for (int from = 0; from < all.size(); from += TOGETHER) {
                List<String> some = all.subList(from, Math.min(all.size(), from + TOGETHER));
                for (float[][] tokens : extraction.tokenVectors(some)) {
                    rows.add(tokens[0]);
                }
            }
        }
        return rows.toArray(float[][]::new);
    }

    @Override
    public float[][] probabilities(Path checkpoint, List<String> texts) {
        return trainer.probabilities(checkpoint, texts);
    }
}
