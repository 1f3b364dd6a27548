package aprendiz.training.subjects;

import aprendiz.model.metrics.AnswerScore;
import aprendiz.model.metrics.AnswerScore.Articles;
import aprendiz.model.metrics.Statistic;
import aprendiz.training.data.Parted;
import aprendiz.training.data.Parts;
import aprendiz.training.data.Question;
import aprendiz.training.evaluation.Detail;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Baseline;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.tasks.QuestionAnswering;
import aprendiz.transformers.text.Span;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.objective.AnswerSpan;
import aprendiz.transformers.training.objective.Example.Answered;
import aprendiz.transformers.training.objective.Examples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Questions about texts, scored as SQuAD's script does, English articles and all. Long texts are looked at in windows. */
record AnsweredQuestions(Parted<Question> parts, long seed) implements Subject {

    private static final int TOGETHER = 16;
    private static final int WINDOWS_IN_COMMON = 4;

    @Override
    public SequencedMap<String, Parts.Size> sizes() {
        return parts.sizes(one -> List.of(), Question::both);
    }

    @Override
    public List<String> warnings() {
        return parts.warnings(Question::both);
    }

    @Override
    public Head head() {
        return objective().head();
    }

    private AnswerSpan objective() {
        return new AnswerSpan();
    }

    @Override
    public Outcome train(Trainer.Order order, TrainingListener listener) {
        return Learning.run(
                order,
                objective(),
                examples -> answered(examples, parts.train()),
                examples -> answered(examples, parts.validation()),
                listener);
    }

    /** A part's questions, each in as many windows as it takes. */
    static List<Answered> answered(Examples examples, List<Question> part) {
        List<Answered> all = new ArrayList<>();
        int stride = examples.tokenizer().maxLength() / WINDOWS_IN_COMMON;
        for (Question one : part) {
            Optional<Span> span = one.answers().stream()
                    .findFirst()
                    .map(answer -> new Span(
                            answer.start(), answer.start() + answer.text().length()));
            all.addAll(examples.answered(one.question(), one.context(), span, stride));
        }
        return all;
    }

    @Override
    public Subject choosing() {
        return new AnsweredQuestions(parts.choosing(), seed);
    }

    @Override
    public Scored measured(Path checkpoint) {
        List<Question> asked = parts.test();
        List<String> answers = new ArrayList<>();
        try (QuestionAnswering oracle = QuestionAnswering.load(checkpoint)) {
            QuestionAnswering.Options options = QuestionAnswering.Options.DEFAULT
                    .withWindows(oracle.maxLength(), oracle.maxLength() / WINDOWS_IN_COMMON)
                    .withImpossible(asked.stream().anyMatch(one -> one.answers().isEmpty()));
            for (int from = 0; from < asked.size(); from += TOGETHER) {
                List<QuestionAnswering.Question> some =
                        asked.subList(from, Math.min(asked.size(), from + TOGETHER)).stream()
                                .map(one -> new QuestionAnswering.Question(one.question(), one.context()))
                                .toList();
                oracle.answer(some, options)
                        .forEach(best -> answers.add(
                                best.isEmpty() ? "" : best.getFirst().text()));
            }
        }
        return scored(answers);
    }

    private Scored scored(List<String> answers) {
        double[] exact = new double[answers.size()];
        double[] f1 = new double[answers.size()];
        for (int i = 0; i < exact.length; i++) {
            AnswerScore score =
                    AnswerScore.of(answers.get(i), parts.test().get(i).texts(), Articles.ENGLISH);
            exact[i] = score.exactMatch();
            f1[i] = score.f1();
        }
        Map<String, Statistic> statistics =
                new TreeMap<>(Map.of("exact-match", Statistic.mean(exact), "f1", Statistic.mean(f1)));
        SortedMap<String, Double> metrics = new TreeMap<>();
        statistics.forEach((name, statistic) -> metrics.put(name, statistic.ofAll(exact.length)));
        return Scored.of(metrics, new Detail.None(), statistics, exact.length, seed);
    }

    /** None: nothing that is cheap finds spans. */
    @Override
    public SequencedMap<Baseline, Scored> baselines(Path base) {
        return new LinkedHashMap<>();
    }

    @Override
    public String does() {
        return "Finds the span of a text that answers a question";
    }
}
