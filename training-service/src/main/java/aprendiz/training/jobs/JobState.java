package aprendiz.training.jobs;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Where a job stands. */
public enum JobState {
    /** Waits for a worker. */
    QUEUED,
    /** A worker holds it, or died and its lease has not run out. */
    RUNNING,
    /** Its version is published, and the alias moved unless the recipe names none. */
    SUCCEEDED,
    /** Nothing was published. */
    FAILED,
    CANCELLED,
    /** Its version is published, but a gate kept the alias from it. */
    REFUSED;

    public static JobState of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.toString().equals(word))
                .findFirst()
                .orElseThrow();
    }

    public boolean ended() {
        return switch (this) {
            case QUEUED, RUNNING -> false;
            case SUCCEEDED, FAILED, CANCELLED, REFUSED -> true;
        };
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
