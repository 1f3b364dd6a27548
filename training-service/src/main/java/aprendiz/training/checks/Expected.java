package aprendiz.training.checks;

import aprendiz.training.run.Pace;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;

/**
 * What a job is expected to take. An estimate: texts are counted in words, and a machine is not always as fast as it was
 * when it was measured.
 *
 * @param operations floating point, of all forward and backward passes
 * @param updates numbers that an optimiser changes, counted at each change
 * @param memory of its process at the peak, in bytes; of a search's processes the largest
 * @param processes one, or as many as a search makes
 * @param seconds from its start to its end on this machine, while nothing else runs; null if its pace was not measured
 * @param says how much of this is to be believed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Expected(double operations, double updates, long memory, int processes, Double seconds, String says) {

    /** What a process does besides: it starts, fetches, makes baselines, draws intervals, publishes. */
    private static final double BESIDES = 8;

    static final String UNTIMED = "an estimate";

    /** One after the other. */
    Expected and(Expected other) {
        return new Expected(
                operations + other.operations,
                updates + other.updates,
                Math.max(memory, other.memory),
                processes + other.processes,
                null,
                UNTIMED);
    }

    /** The same with the time that it takes at a pace. */
    public Expected at(Pace pace) {
        double computing = operations / pace.operationsPerSecond() + updates / pace.updatesPerSecond();
        String rates = String.format(
                Locale.ROOT,
                "an estimate, from %.0f billion operations and %.0f million updates in a second, measured once on this"
                        + " machine",
                pace.operationsPerSecond() / 1e9,
                pace.updatesPerSecond() / 1e6);
        double seconds = Math.rint(processes * BESIDES + computing);
        return new Expected(operations, updates, memory, processes, seconds, rates);
    }
}
