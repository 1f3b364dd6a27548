package aprendiz.registry.search;

import aprendiz.model.catalog.Found;
import aprendiz.model.catalog.VersionOrder;

/** An order in SQL: how to sort, and what comes behind a cursor. */
sealed interface Sorting {

    /** How many parts the cursor's key has. */
    int keys();

    /** The column that says by which figure a version is sorted. */
    default String figure() {
        return "cast(null as double precision)";
    }

    /** What else the order needs to know. */
    default String join(Conditions conditions) {
        return "";
    }

    String order();

    void after(Cursor cursor, Conditions conditions);

    /** Where the page goes on behind its last version. */
    Cursor cursor(VersionOrder order, Found last, long id);

    static Sorting of(VersionOrder order) {
        return switch (order) {
            case VersionOrder.Published(boolean newestFirst) -> new ByAge(newestFirst);
            case VersionOrder.Named() -> new ByName();
            case VersionOrder.Measured(String metric, boolean highestFirst) -> new ByMetric(metric, highestFirst);
        };
    }

    record ByAge(boolean newestFirst) implements Sorting {
        @Override
        public int keys() {
            return 1;
        }

        @Override
        public String order() {
            return newestFirst ? "v.id desc" : "v.id";
        }

        @Override
        public void after(Cursor cursor, Conditions conditions) {
            conditions.version("v.id " + (newestFirst ? "<" : ">") + " :afterId", "afterId", cursor.number(0));
        }

        @Override
        public Cursor cursor(VersionOrder order, Found last, long id) {
            return Cursor.of(order.toString(), id);
        }
    }

    record ByName() implements Sorting {
        @Override
        public int keys() {
            return 3;
        }

        @Override
        public String order() {
            return "r.namespace, r.name, v.number desc";
        }

        @Override
        public void after(Cursor cursor, Conditions conditions) {
            conditions.value("afterNamespace", cursor.key().get(0));
            conditions.value("afterName", cursor.key().get(1));
            conditions.version(
                    "(r.namespace, r.name) >= (:afterNamespace, :afterName) and ((r.namespace, r.name)"
                            + " > (:afterNamespace, :afterName) or v.number < :afterNumber)",
                    "afterNumber",
                    cursor.number(2));
        }

        @Override
        public Cursor cursor(VersionOrder order, Found last, long id) {
            return Cursor.of(
                    order.toString(),
                    last.version().name().namespace(),
                    last.version().name().name(),
                    last.version().number());
        }
    }

    record ByMetric(String metric, boolean highestFirst) implements Sorting {
        @Override
        public int keys() {
            return 2;
        }

        @Override
        public String figure() {
            return "m.value";
        }

        @Override
        public String join(Conditions conditions) {
            conditions.value("sortedBy", metric);
            return "join version_metric m on m.version_id = v.id and m.name = :sortedBy";
        }

        @Override
        public String order() {
            return highestFirst ? "m.value desc, m.version_id desc" : "m.value, m.version_id";
        }

        @Override
        public void after(Cursor cursor, Conditions conditions) {
            conditions.value("afterValue", cursor.value(0));
            conditions.version(
                    "(m.value, m.version_id) " + (highestFirst ? "<" : ">") + " (:afterValue, :afterId)",
                    "afterId",
                    cursor.number(1));
        }

        @Override
        public Cursor cursor(VersionOrder order, Found last, long id) {
            return Cursor.of(order.toString(), last.figure(), id);
        }
    }
}
