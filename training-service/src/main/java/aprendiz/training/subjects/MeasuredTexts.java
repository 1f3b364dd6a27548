package aprendiz.training.subjects;

import aprendiz.model.metrics.NumbersReport;
import aprendiz.model.metrics.Statistic;
import aprendiz.training.data.MeasuredText;
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
import aprendiz.transformers.training.objective.Example.Measured;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.Numbers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Texts with a number each.
 *
 * @param name of the number
 */
record MeasuredTexts(Parted<MeasuredText> parts, String name, long seed) implements Subject {

    @Override
    public List<String> labels() {
        return List.of(name);
    }

    @Override
    public SequencedMap<String, Parts.Size> sizes() {
        return parts.sizes(one -> List.of(), MeasuredText::text);
    }

    @Override
    public List<String> warnings() {
        return parts.warnings(MeasuredText::text);
    }

    @Override
    public Head head() {
        return objective().head();
    }

    private Numbers objective() {
        return new Numbers(labels());
    }

    @Override
    public Outcome train(Trainer.Order order, TrainingListener listener) {
        return Learning.run(
                order,
                objective(),
                examples -> measured(examples, parts.train()),
                examples -> measured(examples, parts.validation()),
                listener);
    }

    private static List<Measured> measured(Examples examples, List<MeasuredText> part) {
        return part.stream()
                .map(one -> examples.measured(Text.of(one.text()), List.of((float) one.number())))
                .toList();
    }

    @Override
    public Subject choosing() {
        return new MeasuredTexts(parts.choosing(), name, seed);
    }

    @Override
    public Scored measured(Path checkpoint) {
        List<String> texts = parts.test().stream().map(MeasuredText::text).toList();
        float[][] rows = BertTrainer.scores(checkpoint, texts, Function.NONE);
        return scored(Arrays.stream(rows).mapToDouble(row -> row[0]).toArray());
    }

    /** The mean of the training part. */
    @Override
    public SequencedMap<Baseline, Scored> baselines(Path base) {
        double mean = parts.train().stream()
                .mapToDouble(MeasuredText::number)
                .average()
                .orElseThrow(() -> Learning.empty("training"));
        double[] answers = new double[parts.test().size()];
        Arrays.fill(answers, mean);
        SequencedMap<Baseline, Scored> baselines = new LinkedHashMap<>();
        baselines.put(Baseline.MAJORITY, scored(answers));
        return baselines;
    }

    private Scored scored(double[] answers) {
        double[] truth = parts.test().stream().mapToDouble(MeasuredText::number).toArray();
        Map<String, Statistic> statistics = new TreeMap<>();
        statistics.put("pearson", NumbersReport.pearson(truth, answers));
        statistics.put("spearman", NumbersReport.spearman(truth, answers));
        statistics.put("mae", NumbersReport.absoluteError(truth, answers));
        NumbersReport report = NumbersReport.of(truth, answers);
        return Scored.of(report.metrics(), new Detail.Numbers(report), statistics, truth.length, seed);
    }

    @Override
    public String does() {
        return "Says of a text the number `" + name + "`";
    }
}
