package aprendiz.training.subjects;

import aprendiz.model.metrics.EntityReport;
import aprendiz.model.metrics.Statistic;
import aprendiz.model.metrics.Tagging;
import aprendiz.training.data.Parted;
import aprendiz.training.data.Parts;
import aprendiz.training.data.Sentence;
import aprendiz.training.evaluation.Detail;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Baseline;
import aprendiz.training.recipe.Weighing;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.tasks.TokenClassification;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.objective.Example;
import aprendiz.transformers.training.objective.Example.Tagged;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.TokenLabels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sentences with a tag for each word. Entities are counted as seqeval does unless told otherwise.
 *
 * @param labels in the order of the logits: {@code O} first
 */
record TaggedSentences(Parted<Sentence> parts, List<String> labels, Weighing weighing, long seed) implements Subject {

    private static final String OUTSIDE = "O";
    private static final int TOGETHER = 32;

    TaggedSentences(Parted<Sentence> parts, Weighing weighing, long seed) {
        this(parts, labels(parts), weighing, seed);
    }

    private static List<String> labels(Parted<Sentence> parts) {
        TreeSet<String> tags = new TreeSet<>();
        parts.train().forEach(one -> tags.addAll(one.tags()));
        List<String> labels = new ArrayList<>(tags);
        if (labels.remove(OUTSIDE)) {
            labels.addFirst(OUTSIDE);
        }
        return List.copyOf(labels);
    }

    @Override
    public SequencedMap<String, Parts.Size> sizes() {
        return parts.sizes(Sentence::tags, Sentence::text);
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(parts.warnings(Sentence::text));
        TreeSet<String> unknown = new TreeSet<>();
        parts.test().forEach(one -> unknown.addAll(one.tags()));
        labels.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            warnings.add("the training part never shows these tags of the test part: " + unknown);
        }
        return warnings;
    }

    @Override
    public Head head() {
        return objective().head();
    }

    private TokenLabels objective() {
        int[] tags = parts.train().stream()
                .flatMap(one -> one.tags().stream())
                .mapToInt(labels::indexOf)
                .toArray();
        return new TokenLabels(labels, weighing.classes(tags, labels.size()));
    }

    @Override
    public Outcome train(Trainer.Order order, TrainingListener listener) {
        return Learning.run(
                order,
                objective(),
                examples -> tagged(examples, parts.train()),
                examples -> tagged(examples, parts.validation()),
                listener);
    }

    /** A tag that the training part never shows is nothing to choose a checkpoint by. */
    private List<Tagged> tagged(Examples examples, List<Sentence> part) {
        return part.stream()
                .map(one -> examples.tagged(one.words(), places(one)))
                .toList();
    }

    /** Where each tag is among the labels. */
    List<Integer> places(Sentence sentence) {
        return sentence.tags().stream()
                .map(labels::indexOf)
                .map(label -> label < 0 ? Example.IGNORED : label)
                .toList();
    }

    @Override
    public Subject choosing() {
        return new TaggedSentences(parts.choosing(), labels, weighing, seed);
    }

    @Override
    public Scored measured(Path checkpoint) {
        List<List<String>> words = parts.test().stream().map(Sentence::words).toList();
        List<List<String>> answers = new ArrayList<>();
        try (TokenClassification tagger = TokenClassification.load(checkpoint)) {
            for (int from = 0; from < words.size(); from += TOGETHER) {
                answers.addAll(tagger.labels(words.subList(from, Math.min(words.size(), from + TOGETHER))));
            }
        }
        return scored(answers);
    }

    /** Each word's most frequent tag in training; that of all words for one never seen. */
    @Override
    public SequencedMap<Baseline, Scored> baselines(Path base) {
        Map<String, Map<String, Integer>> byWord = new HashMap<>();
        Map<String, Integer> all = new TreeMap<>();
        for (Sentence one : parts.train()) {
            for (int i = 0; i < one.words().size(); i++) {
                byWord.computeIfAbsent(one.words().get(i), word -> new TreeMap<>())
                        .merge(one.tags().get(i), 1, Integer::sum);
                all.merge(one.tags().get(i), 1, Integer::sum);
            }
        }
        List<List<String>> answers = parts.test().stream()
                .map(one -> one.words().stream()
                        .map(word -> mostFrequent(byWord.getOrDefault(word, all)))
                        .toList())
                .toList();
        SequencedMap<Baseline, Scored> baselines = new LinkedHashMap<>();
        baselines.put(Baseline.MAJORITY, scored(answers));
        return baselines;
    }

    private static String mostFrequent(Map<String, Integer> counts) {
        return Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    Scored scored(List<List<String>> answers) {
        List<List<String>> truth = parts.test().stream().map(Sentence::tags).toList();
        EntityReport lenient = EntityReport.of(truth, answers, Tagging.LENIENT);
        double[] right = new double[truth.size()];
        double[] words = new double[truth.size()];
        for (int i = 0; i < right.length; i++) {
            words[i] = truth.get(i).size();
            for (int word = 0; word < words[i]; word++) {
                right[i] += truth.get(i).get(word).equals(answers.get(i).get(word)) ? 1 : 0;
            }
        }
        Map<String, Statistic> statistics = new TreeMap<>();
        statistics.put("f1", EntityReport.f1(truth, answers, Tagging.LENIENT));
        statistics.put(
                "accuracy",
                times -> Statistic.mean(right).of(times) / Statistic.mean(words).of(times));
        SortedMap<String, Double> metrics = lenient.metrics();
        metrics.put("accuracy", statistics.get("accuracy").ofAll(right.length));
        Detail detail = new Detail.Entities(lenient, EntityReport.of(truth, answers, Tagging.IOB2));
        return Scored.of(metrics, detail, statistics, right.length, seed);
    }

    @Override
    public String does() {
        return "Tags each word with one of " + labels.size() + " labels";
    }
}
