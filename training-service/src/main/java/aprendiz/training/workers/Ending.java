package aprendiz.training.workers;

import java.util.SortedMap;

/** How a job ends. */
sealed interface Ending {

    /** @param aliasMoved false if the recipe names no alias */
    record Succeeded(String model, int version, String alias, boolean aliasMoved, SortedMap<String, Double> metrics)
            implements Ending {}

    /** A trial: measured on the validation part, and not published. */
    record Measured(SortedMap<String, Double> metrics) implements Ending {}

    /** Published, but a gate kept the alias from it. */
    record Refused(String model, int version, SortedMap<String, Double> metrics, String reason) implements Ending {}

    record Failed(String reason) implements Ending {}
}
