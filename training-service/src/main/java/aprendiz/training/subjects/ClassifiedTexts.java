package aprendiz.training.subjects;

import aprendiz.learners.Learner;
import aprendiz.learners.MajorityClass;
import aprendiz.learners.MultinomialNaiveBayes;
import aprendiz.learners.Prediction;
import aprendiz.learners.TfIdfRegression;
import aprendiz.model.metrics.Temperature;
import aprendiz.training.data.Parts;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Baseline;
import aprendiz.training.recipe.Weighing;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.training.LabelledText;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.objective.OneLabel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Texts with one label each.
 *
 * @param weighing how the labels count
 */
record ClassifiedTexts(Parts parts, Weighing weighing, Trainer trainer, long seed) implements Subject {

    @Override
    public List<String> labels() {
        return parts.labels();
    }

    @Override
    public SequencedMap<String, Parts.Size> sizes() {
        return parts.sizes();
    }

    @Override
    public List<String> warnings() {
        return parts.warnings();
    }

    @Override
    public Head head() {
        return objective().head();
    }

    private OneLabel objective() {
        return new OneLabel(
                parts.labels(),
                weighing.classes(truth(parts.train()), parts.labels().size()));
    }

    @Override
    public Outcome train(Trainer.Order order, TrainingListener listener) {
        return trainer.train(order, parts.labels(), objective().classes(), parts.train(), parts.validation(), listener);
    }

    @Override
    public Subject choosing() {
        return new ClassifiedTexts(parts.choosing(), weighing, trainer, seed);
    }

    @Override
    public Scored measured(Path checkpoint) {
        float[][] probabilities = trainer.probabilities(checkpoint, texts(parts.test()));
        float[][] validation = trainer.probabilities(checkpoint, texts(parts.validation()));
        return scored(probabilities, validation);
    }

    @Override
    public SequencedMap<Baseline, Scored> baselines(Path base) {
        SequencedMap<Baseline, Scored> baselines = new LinkedHashMap<>();
        baselines.put(Baseline.MAJORITY, answered(new MajorityClass<>()));
        baselines.put(Baseline.BAG_OF_WORDS, answered(new MultinomialNaiveBayes()));
        Learner<String> regression = taught(new TfIdfRegression());
        baselines.put(
                Baseline.TF_IDF,
                scored(probabilities(regression, parts.test()), probabilities(regression, parts.validation())));
        return baselines;
    }

    @Override
    public String does() {
        return "Answers a text with one of " + parts.labels().size() + " labels";
    }

    /** @param validation of the part by which the temperature of the calibration is found */
    Scored scored(float[][] probabilities, float[][] validation) {
        double temperature = Temperature.fit(validation, truth(parts.validation()));
        return Scored.ofLabels(parts.labels(), truth(parts.test()), probabilities, temperature, seed);
    }

    private Scored answered(Learner<String> learner) {
        taught(learner);
        int[] answers = parts.test().stream()
                .mapToInt(one -> parts.labels()
                        .indexOf(learner.predict(one.text()).label().orElseThrow()))
                .toArray();
        return Scored.ofLabels(parts.labels(), truth(parts.test()), answers, seed);
    }

    private Learner<String> taught(Learner<String> learner) {
        parts.train().forEach(one -> learner.learn(one.text(), parts.labels().get(one.label())));
        return learner;
    }

    private float[][] probabilities(Learner<String> learner, List<LabelledText> part) {
        float[][] rows = new float[part.size()][parts.labels().size()];
        for (int i = 0; i < rows.length; i++) {
            Prediction answer = learner.predict(part.get(i).text());
            for (int label = 0; label < rows[i].length; label++) {
                rows[i][label] = (float) answer.probability(parts.labels().get(label));
            }
        }
        return rows;
    }

    private static int[] truth(List<LabelledText> part) {
        return part.stream().mapToInt(LabelledText::label).toArray();
    }

    private static List<String> texts(List<LabelledText> part) {
        return part.stream().map(LabelledText::text).toList();
    }
}
