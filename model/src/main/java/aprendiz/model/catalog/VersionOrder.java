package aprendiz.model.catalog;

import aprendiz.model.Problem;

/** In which order versions are found; whatever is equal comes in the order in which it was published. */
public sealed interface VersionOrder {

    /** What was published last comes first, or last. */
    record Published(boolean newestFirst) implements VersionOrder {
        @Override
        public String toString() {
            return newestFirst ? "newest" : "oldest";
        }
    }

    /** By the name of the repository, the newest version of each first. */
    record Named() implements VersionOrder {
        @Override
        public String toString() {
            return "name";
        }
    }

    /** By a metric; versions that do not have it are left out. */
    record Measured(String metric, boolean highestFirst) implements VersionOrder {
        @Override
        public String toString() {
            return (highestFirst ? "highest:" : "lowest:") + metric;
        }
    }

    /** Reads {@code newest}, {@code oldest}, {@code name}, {@code highest:METRIC} or {@code lowest:METRIC}. */
    static VersionOrder of(String word) {
        int colon = word.indexOf(':');
        String metric = word.substring(colon + 1);
        return switch (colon < 0 ? word : word.substring(0, colon)) {
            case "newest" -> new Published(true);
            case "oldest" -> new Published(false);
            case "name" -> new Named();
            case "highest" -> new Measured(metric, true);
            case "lowest" -> new Measured(metric, false);
            default ->
                throw Problem.invalid(
                        "Unknown order",
                        "sort: " + Problem.quoted(word)
                                + " is not one of newest, oldest, name, highest:METRIC, lowest:METRIC");
        };
    }
}
