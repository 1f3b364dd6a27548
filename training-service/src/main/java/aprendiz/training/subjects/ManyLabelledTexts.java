package aprendiz.training.subjects;

import aprendiz.model.metrics.ClassificationReport;
import aprendiz.model.metrics.RocAuc;
import aprendiz.model.metrics.Statistic;
import aprendiz.model.metrics.Tally;
import aprendiz.training.data.ManyLabelledText;
import aprendiz.training.data.Parted;
import aprendiz.training.data.Parts;
import aprendiz.training.evaluation.Detail;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Baseline;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.tasks.TextClassification.Function;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.objective.Example.ManyLabelled;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.ManyLabels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Texts with any number of labels each; a label is answered where it is more probable than not. */
record ManyLabelledTexts(Parted<ManyLabelledText> parts, List<String> labels, long seed) implements Subject {

    ManyLabelledTexts(Parted<ManyLabelledText> parts, long seed) {
        this(parts, ManyLabelledText.labels(parts), seed);
    }

    @Override
    public SequencedMap<String, Parts.Size> sizes() {
        return parts.sizes(ManyLabelledText::labels, ManyLabelledText::text);
    }

    @Override
    public List<String> warnings() {
        return parts.warnings(ManyLabelledText::text);
    }

    @Override
    public Head head() {
        return objective().head();
    }

    private ManyLabels objective() {
        return new ManyLabels(labels, List.of());
    }

    @Override
    public Outcome train(Trainer.Order order, TrainingListener listener) {
        return Learning.run(
                order,
                objective(),
                examples -> labelled(examples, parts.train()),
                examples -> labelled(examples, parts.validation()),
                listener);
    }

    private List<ManyLabelled> labelled(Examples examples, List<ManyLabelledText> part) {
        return part.stream()
                .map(one -> examples.labelled(
                        Text.of(one.text()),
                        labels.stream().map(one.labels()::contains).toList()))
                .toList();
    }

    @Override
    public Subject choosing() {
        return new ManyLabelledTexts(parts.choosing(), labels, seed);
    }

    @Override
    public Scored measured(Path checkpoint) {
        List<String> texts = parts.test().stream().map(ManyLabelledText::text).toList();
        float[][] probabilities = BertTrainer.scores(checkpoint, texts, Function.SIGMOID);
        boolean[][] answers = new boolean[texts.size()][labels.size()];
        for (int i = 0; i < answers.length; i++) {
            for (int label = 0; label < labels.size(); label++) {
                answers[i][label] = probabilities[i][label] > 0.5;
            }
        }
        return scored(answers, RocAuc.ofMany(probabilities, truth(parts.test())));
    }

    /** The labels that more than half of the training texts have. */
    @Override
    public SequencedMap<Baseline, Scored> baselines(Path base) {
        boolean[] usual = new boolean[labels.size()];
        for (int label = 0; label < usual.length; label++) {
            String name = labels.get(label);
            long with = parts.train().stream()
                    .filter(one -> one.labels().contains(name))
                    .count();
            usual[label] = 2 * with > parts.train().size();
        }
        boolean[][] answers = new boolean[parts.test().size()][];
        Arrays.fill(answers, usual);
        SequencedMap<Baseline, Scored> baselines = new LinkedHashMap<>();
        baselines.put(Baseline.MAJORITY, scored(answers, null));
        return baselines;
    }

    /** @param area null for a model that does not say how probable a label is */
    private Scored scored(boolean[][] answers, Statistic area) {
        boolean[][] truth = truth(parts.test());
        int count = labels.size();
        Map<String, Statistic> statistics = new TreeMap<>();
        statistics.put(
                "accuracy", times -> Tally.ofMany(count, truth, answers, times).accuracy());
        statistics.put(
                "macro-f1", times -> Tally.ofMany(count, truth, answers, times).macroF1());
        statistics.put(
                "micro-f1", times -> Tally.ofMany(count, truth, answers, times).microF1());
        statistics.put(
                "weighted-f1",
                times -> Tally.ofMany(count, truth, answers, times).weightedF1());
        if (area != null) {
            statistics.put("roc-auc", area);
        }
        SortedMap<String, Double> metrics = new TreeMap<>();
        statistics.forEach((name, statistic) -> metrics.put(name, statistic.ofAll(truth.length)));
        metrics.values().removeIf(value -> !Double.isFinite(value));
        int[] once = new int[truth.length];
        Arrays.fill(once, 1);
        ClassificationReport report = ClassificationReport.of(labels, Tally.ofMany(count, truth, answers, once));
        return Scored.of(metrics, new Detail.ManyLabels(report), statistics, truth.length, seed);
    }

    private boolean[][] truth(List<ManyLabelledText> part) {
        boolean[][] truth = new boolean[part.size()][labels.size()];
        for (int i = 0; i < truth.length; i++) {
            for (int label = 0; label < labels.size(); label++) {
                truth[i][label] = part.get(i).labels().contains(labels.get(label));
            }
        }
        return truth;
    }

    @Override
    public String does() {
        return "Answers a text with any of " + labels.size() + " labels";
    }
}
