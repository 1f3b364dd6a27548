package aprendiz.journey.inference;

import aprendiz.journey.bench.Figure;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Target;

/** Resident memory of the service, now and before. */
final class Growth {

    private static final Target TARGET = Target.atMost(1.02);

    static Row row(String name, double before, double now, String when) {
        return Double.isNaN(before) || Double.isNaN(now)
                ? Row.impossible(name, when, TARGET, "this system does not tell what memory a process holds")
                : new Row(
                        name,
                        Figure.megabytes((long) now),
                        when,
                        Figure.megabytes((long) before),
                        now / before,
                        TARGET,
                        "resident; means of a tenth of the time");
    }

    private Growth() {}
}
