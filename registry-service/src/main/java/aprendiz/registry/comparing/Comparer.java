package aprendiz.registry.comparing;

import aprendiz.model.FileEntry;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Comparison;
import aprendiz.model.catalog.Comparison.Figure;
import aprendiz.model.catalog.Comparison.Row;
import aprendiz.model.catalog.Comparison.Side;
import aprendiz.model.catalog.Evaluation;
import aprendiz.model.catalog.TestSet;
import aprendiz.model.metrics.Interval;
import aprendiz.registry.access.Identity;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.catalog.AliasRow;
import aprendiz.registry.catalog.Catalog;
import aprendiz.registry.evaluations.Evaluations;
import aprendiz.registry.lineage.Descent;
import aprendiz.registry.publishing.Surveys;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts two versions side by side. */
@ApplicationScoped
class Comparer {

    private final Blobs blobs;
    private final Surveys surveys;
    private final Evaluations evaluations;
    private final Descent descent;

    Comparer(Blobs blobs, Surveys surveys, Evaluations evaluations, Descent descent) {
        this.blobs = blobs;
        this.surveys = surveys;
        this.evaluations = evaluations;
        this.descent = descent;
    }

    Comparison compare(Subject left, Subject right, Identity caller) throws IOException {
        List<Row> rows = new ArrayList<>();
        published(left, right, rows);
        measured(left, right, rows);
        List<String> ancestors = descent.common(left.row(), right.row(), caller).stream()
                .map(row -> Catalog.of(row, List.of(), List.of()).label())
                .toList();
        return new Comparison(side(left), side(right), rows, ancestors);
    }

    private Side side(Subject subject) throws IOException {
        List<FileEntry> files = subject.version().files();
        long parameters = TensorTable.of(files, blobs, surveys).parameters();
        List<String> aliases = AliasRow.<AliasRow>list("version = ?1 order by alias", subject.row()).stream()
                .map(alias -> alias.alias)
                .toList();
        return new Side(
                subject.bare(),
                aliases,
                files.size(),
                files.stream().mapToLong(FileEntry::size).sum(),
                parameters == 0 ? null : (Long) parameters);
    }

    private static void published(Subject left, Subject right, List<Row> rows) {
        TreeSet<String> names = new TreeSet<>(left.version().metrics().keySet());
        names.addAll(right.version().metrics().keySet());
        for (String name : names) {
            rows.add(new Row(
                    null,
                    null,
                    name,
                    figure(left.version().metrics().get(name)),
                    figure(right.version().metrics().get(name)),
                    null));
        }
    }

    private static Figure figure(Double value) {
        return value == null ? null : new Figure(value, null, null);
    }

    private void measured(Subject left, Subject right, List<Row> rows) {
        Map<List<String>, Evaluation> ofLeft = newest(left);
        Map<List<String>, Evaluation> ofRight = newest(right);
        TreeMap<List<String>, TestSet> all =
                new TreeMap<>((a, b) -> String.join("\n", a).compareTo(String.join("\n", b)));
        ofLeft.forEach((key, one) -> all.put(key, one.dataset()));
        ofRight.forEach((key, one) -> all.putIfAbsent(key, one.dataset()));
        all.forEach((key, dataset) -> {
            Figure before = figure(ofLeft.get(key));
            Figure after = figure(ofRight.get(key));
            rows.add(new Row(dataset, key.get(2), key.get(3), before, after, apart(before, after)));
        });
    }

    private static Figure figure(Evaluation one) {
        return one == null ? null : new Figure(one.value(), one.interval(), one.n());
    }

    /** The newest of every data set, by name and digest, split and metric. */
    private Map<List<String>, Evaluation> newest(Subject subject) {
        Map<List<String>, Evaluation> newest = new java.util.HashMap<>();
        if (subject.version().type() == RepositoryType.MODEL) {
            String revision = Integer.toString(subject.version().number());
            for (Evaluation one : evaluations.list(subject.version().name(), revision)) {
                newest.putIfAbsent(
                        List.of(
                                one.dataset().name().toString(),
                                one.dataset().digest().hex(),
                                one.split(),
                                one.metric()),
                        one);
            }
        }
        return newest;
    }

    private static Boolean apart(Figure left, Figure right) {
        if (left == null || right == null || left.interval() == null || right.interval() == null) {
            return null;
        }
        Interval a = left.interval();
        Interval b = right.interval();
        return a.high() < b.low() || b.high() < a.low();
    }
}
