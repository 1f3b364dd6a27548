package aprendiz.model.metrics;

import aprendiz.model.Problem;
import aprendiz.model.metrics.ClassificationReport.ClassScores;
import aprendiz.model.metrics.ClassificationReport.Scores;
import aprendiz.model.metrics.Tagging.Entity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well entities were found, as seqeval counts: one is right if its type and both its ends are.
 *
 * @param tagging how entities were read off the tags; figures of one way cannot be compared with those of another
 * @param types one for each type that is true or was answered, by name
 * @param micro of all entities taken together: what papers call the F1
 * @param macro mean over the types
 * @param weighted mean over the types, each counting by its support
 */
public record EntityReport(Tagging tagging, List<ClassScores> types, Scores micro, Scores macro, Scores weighted) {

    /** Hits, entities and answers of one type, or of one sentence. */
    private static final class Count {
        int hits;
        int support;
        int answered;

        void add(boolean isTrue, boolean isAnswered) {
            hits += isTrue && isAnswered ? 1 : 0;
            support += isTrue ? 1 : 0;
            answered += isAnswered ? 1 : 0;
        }
    }

    public EntityReport {
        types = List.copyOf(types);
    }

    /**
     * Compares tags.
     *
     * @param truth of each sentence the tag of each word
     * @param answers as many
     */
    public static EntityReport of(List<List<String>> truth, List<List<String>> answers, Tagging tagging) {
        SortedMap<String, Count> counts = new TreeMap<>();
        Count all = new Count();
        for (int i = 0; i < requireAsMany(truth, answers); i++) {
            Set<Entity> real = new HashSet<>(tagging.entities(truth.get(i)));
            Set<Entity> found = new HashSet<>(tagging.entities(answers.get(i)));
            Set<Entity> either = new HashSet<>(real);
            either.addAll(found);
            for (Entity one : either) {
                counts.computeIfAbsent(one.type(), type -> new Count()).add(real.contains(one), found.contains(one));
                all.add(real.contains(one), found.contains(one));
            }
        }
        List<ClassScores> types = new ArrayList<>();
        counts.forEach((type, count) -> types.add(new ClassScores(type, scores(count), count.support, count.answered)));
        return new EntityReport(
                tagging,
                types,
                scores(all),
                ClassificationReport.mean(types, one -> 1),
                ClassificationReport.mean(types, ClassScores::support));
    }

    /** The micro F1 of any draw of sentences. */
    public static Statistic f1(List<List<String>> truth, List<List<String>> answers, Tagging tagging) {
        int sentences = requireAsMany(truth, answers);
        double[] hits = new double[sentences];
        double[] either = new double[sentences];
        for (int i = 0; i < sentences; i++) {
            Set<Entity> real = new HashSet<>(tagging.entities(truth.get(i)));
            Set<Entity> found = new HashSet<>(tagging.entities(answers.get(i)));
            either[i] = real.size() + found.size();
            real.retainAll(found);
            hits[i] = real.size();
        }
        return times -> {
            double both = 0;
            double all = 0;
            for (int i = 0; i < sentences; i++) {
                both += times[i] * hits[i];
                all += times[i] * either[i];
            }
            return Tally.ratio(2 * both, all);
        };
    }

    /** The figures by the names that gates and manifests use. */
    public SortedMap<String, Double> metrics() {
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put("f1", micro.f1());
        metrics.put("precision", micro.precision());
        metrics.put("recall", micro.recall());
        metrics.put("macro-f1", macro.f1());
        return metrics;
    }

    private static Scores scores(Count count) {
        return Scores.of(count.hits, count.answered, count.support);
    }

    private static int requireAsMany(List<List<String>> truth, List<List<String>> answers) {
        boolean asMany = truth.size() == answers.size();
        for (int i = 0; asMany && i < truth.size(); i++) {
            asMany = truth.get(i).size() == answers.get(i).size();
        }
        if (!asMany) {
            throw Problem.invalid("Bad evaluation", "every word needs one true tag and one that was answered");
        }
        return truth.size();
    }
}
