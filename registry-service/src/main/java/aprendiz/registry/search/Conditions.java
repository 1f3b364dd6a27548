package aprendiz.registry.search;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.catalog.MetricBound;
import aprendiz.model.catalog.VersionQuery;
import aprendiz.registry.access.Identity;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What must hold of a version {@code v} and of its repository {@code r}, in SQL with named parameters. */
final class Conditions {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final List<String> ofRepository = new ArrayList<>();
    private final List<String> ofVersion = new ArrayList<>();
    private final Map<String, Object> values = new TreeMap<>();
    private int names;

    /** What the query asks for, of that which the caller may see. */
    static Conditions of(VersionQuery query, Identity caller) {
        Conditions all = new Conditions();
        all.repository("r.type = :type", "type", query.type().toString());
        all.repository("r.latest > 0");
        if (!caller.namespaces().isEmpty()) {
            all.repository("(not r.closed or r.namespace in (:opened))", "opened", caller.namespaces());
        }
        if (query.namespace() != null) {
            all.repository("r.namespace = :namespace", "namespace", query.namespace());
        }
        String words = NO_WORD.splitAsStream(query.words().toLowerCase(java.util.Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .map(word -> word + ":*")
                .collect(Collectors.joining(" & "));
        if (!words.isEmpty()) {
            all.version("v.words @@ to_tsquery('simple', :words)", "words", words);
        }
        if (query.task() != null) {
            all.version("v.task = :task", "task", query.task().toString());
        }
        if (query.kind() != null) {
            all.version("v.kind = :kind", "kind", query.kind().toString());
        }
        for (String tag : query.tags()) {
            String name = all.newName();
            all.version("v.tags @> cast(array[:" + name + "] as text[])", name, tag);
        }
        query.metrics().stream()
                .collect(Collectors.groupingBy(MetricBound::metric, TreeMap::new, Collectors.toList()))
                .forEach(all::metric);
        if (query.base() != null) {
            all.base(query.base());
        }
        if (query.alias() != null) {
            all.version(
                    "exists (select 1 from alias a where a.version_id = v.id and a.alias = :alias)",
                    "alias",
                    query.alias());
        }
        if (query.latest()) {
            all.version("v.number = r.latest");
        }
        return all;
    }

    /** All bounds of a metric at once, so that one range of the index answers them. */
    private void metric(String metric, List<MetricBound> bounds) {
        StringBuilder sql = new StringBuilder("exists (select 1 from version_metric b where b.version_id = v.id");
        String name = newName();
        values.put(name, metric);
        sql.append(" and b.name = :").append(name);
        for (MetricBound bound : bounds) {
            String value = newName();
            values.put(value, bound.value());
            sql.append(" and b.value ")
                    .append(bound.atLeast() ? ">=" : "<=")
                    .append(" :")
                    .append(value);
        }
        version(sql.append(')').toString());
    }

    private void base(String label) {
        int at = label.indexOf('@');
        ModelName name = Asked.read("base", ModelName::of, at < 0 ? label : label.substring(0, at));
        values.put("baseNamespace", name.namespace());
        values.put("baseName", name.name());
        String number = "";
        if (at >= 0) {
            number = " and p.number = :baseNumber";
            values.put("baseNumber", number(label, label.substring(at + 1)));
        }
        version("v.id in (select e.child_id from repository b join version p on p.repository_id = b.id"
                + " join lineage_edge e on e.parent_id = p.id"
                + " where b.namespace = :baseNamespace and b.name = :baseName" + number + ")");
    }

    private static int number(String label, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Problem.invalid(
                    "Bad base",
                    "base: " + Problem.quoted(label) + " is neither namespace/name nor namespace/name@number");
        }
    }

    private String newName() {
        return "p" + names++;
    }

    void repository(String sql) {
        ofRepository.add(sql);
    }

    void repository(String sql, String name, Object value) {
        values.put(name, value);
        repository(sql);
    }

    void version(String sql) {
        ofVersion.add(sql);
    }

    void version(String sql, String name, Object value) {
        values.put(name, value);
        version(sql);
    }

    void value(String name, Object value) {
        values.put(name, value);
    }

    /** Of a version and its repository. */
    String ofBoth() {
        return String.join(" and ", ofRepository) + " and v.deleted_at is null"
                + ofVersion.stream().map(one -> " and " + one).collect(Collectors.joining());
    }

    /** Of a repository: that one of its versions is asked for. */
    String ofOneVersion() {
        String repository = String.join(" and ", ofRepository);
        return ofVersion.isEmpty()
                ? repository
                : repository
                        + " and exists (select 1 from version v where v.repository_id = r.id and v.deleted_at is null and "
                        + String.join(" and ", ofVersion) + ")";
    }

    Query fill(Query query) {
        values.forEach(query::setParameter);
        return query;
    }
}
