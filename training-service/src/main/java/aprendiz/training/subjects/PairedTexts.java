package aprendiz.training.subjects;

import aprendiz.model.metrics.NumbersReport;
import aprendiz.model.metrics.Statistic;
import aprendiz.training.data.Parted;
import aprendiz.training.data.Parts;
import aprendiz.training.data.TextPair;
import aprendiz.training.evaluation.Detail;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Baseline;
import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.network.Embedding.Pooling;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.tasks.FeatureExtraction;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.objective.Contrast;
import aprendiz.transformers.training.objective.Similarity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Texts that belong together. Without similarities, each is taught to be nearer to its own than to the others of its batch;
 * with them, their cosine is taught, scaled so that the highest similarity is 1.
 *
 * @param compared whether the data says how alike they are
 */
record PairedTexts(Parted<TextPair> parts, boolean compared, long seed) implements Subject {

    private static final Embedding HEAD = new Embedding(Pooling.MEAN, true);
    private static final double SCALE = 20;
    private static final int TOGETHER = 32;

    @Override
    public SequencedMap<String, Parts.Size> sizes() {
        return parts.sizes(one -> List.of(), TextPair::both);
    }

    @Override
    public List<String> warnings() {
        return parts.warnings(TextPair::both);
    }

    @Override
    public Head head() {
        return HEAD;
    }

    @Override
    public Outcome train(Trainer.Order order, TrainingListener listener) {
        if (!compared) {
            return Learning.run(
                    order,
                    new Contrast(HEAD, SCALE),
                    examples -> parts.train().stream()
                            .map(one -> examples.paired(one.one(), one.other()))
                            .toList(),
                    examples -> parts.validation().stream()
                            .map(one -> examples.paired(one.one(), one.other()))
                            .toList(),
                    listener);
        }
        double most = Math.max(
                1e-9,
                parts.train().stream().mapToDouble(TextPair::similarity).max().orElse(1));
        return Learning.run(
                order,
                new Similarity(HEAD),
                examples -> parts.train().stream()
                        .map(one -> examples.compared(one.one(), one.other(), wanted(one, most)))
                        .toList(),
                examples -> parts.validation().stream()
                        .map(one -> examples.compared(one.one(), one.other(), wanted(one, most)))
                        .toList(),
                listener);
    }

    private static float wanted(TextPair pair, double most) {
        return (float) Math.min(1, pair.similarity() / most);
    }

    @Override
    public Subject choosing() {
        return new PairedTexts(parts.choosing(), compared, seed);
    }

    @Override
    public Scored measured(Path checkpoint) {
        List<TextPair> test = parts.test();
        try (FeatureExtraction extraction = FeatureExtraction.load(checkpoint)) {
            float[][] ones = embed(extraction, test.stream().map(TextPair::one).toList());
            float[][] others =
                    embed(extraction, test.stream().map(TextPair::other).toList());
            return compared ? similarities(ones, others) : ranks(ones, others);
        }
    }

    private Scored similarities(float[][] ones, float[][] others) {
        double[] truth = parts.test().stream().mapToDouble(TextPair::similarity).toArray();
        double[] answers = new double[truth.length];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = cosine(ones[i], others[i]);
        }
        Map<String, Statistic> statistics = new TreeMap<>();
        statistics.put("spearman", NumbersReport.spearman(truth, answers));
        statistics.put("pearson", NumbersReport.pearson(truth, answers));
        return scored(statistics, answers.length);
    }

    /** Where its own second text comes among all of the test part, by cosine; equals count as before it. */
    private Scored ranks(float[][] ones, float[][] others) {
        double[] first = new double[ones.length];
        double[] reciprocal = new double[ones.length];
        for (int i = 0; i < ones.length; i++) {
            double own = cosine(ones[i], others[i]);
            int rank = 1;
            for (int j = 0; j < others.length; j++) {
                rank += j != i && cosine(ones[i], others[j]) >= own ? 1 : 0;
            }
            first[i] = rank == 1 ? 1 : 0;
            reciprocal[i] = 1.0 / rank;
        }
        Map<String, Statistic> statistics =
                new TreeMap<>(Map.of("accuracy", Statistic.mean(first), "mrr", Statistic.mean(reciprocal)));
        return scored(statistics, first.length);
    }

    private Scored scored(Map<String, Statistic> statistics, int examples) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        statistics.forEach((name, statistic) -> metrics.put(name, statistic.ofAll(examples)));
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return Scored.of(metrics, new Detail.None(), statistics, examples, seed);
    }

    private static float[][] embed(FeatureExtraction extraction, List<String> texts) {
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += TOGETHER) {
            rows.addAll(List.of(extraction.embed(texts.subList(from, Math.min(texts.size(), from + TOGETHER)))));
        }
        return rows.toArray(float[][]::new);
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double ones = 0;
        double others = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
            ones += (double) one[i] * one[i];
            others += (double) other[i] * other[i];
        }
        return product / Math.max(1e-12, Math.sqrt(ones * others));
    }

    @Override
    public SequencedMap<Baseline, Scored> baselines(Path base) {
        SequencedMap<Baseline, Scored> baselines = new LinkedHashMap<>();
        baselines.put(Baseline.BASE, measured(base));
        return baselines;
    }

    @Override
    public String does() {
        return "Makes of a text a vector that is near those of texts that belong to it";
    }
}
