package aprendiz.journey.bench;

import java.util.Locale;

/** How something stands to its target. */
public enum Verdict {
    REACHED,
    MISSED,
    NOT_MEASURED,
    NO_TARGET;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
