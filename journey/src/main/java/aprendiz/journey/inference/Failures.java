package aprendiz.journey.inference;

import aprendiz.journey.bench.Figure;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Target;
import aprendiz.journey.load.Call;
import aprendiz.journey.load.Outcome;
import java.util.List;

/** Requests that were neither answered nor told to come again: none is allowed. */
final class Failures {

    static Row row(String name, Outcome outcome) {
        List<Call> failures = outcome.failures();
        String note = failures.isEmpty()
                ? "of " + outcome.calls().size() + " requests"
                : "the first: " + failures.getFirst().answer();
        return row(name, failures.size(), outcome.calls().size(), note);
    }

    static Row row(String name, int failures, int requests, String note) {
        return new Row(
                name,
                new Figure(failures, "requests"),
                "all",
                new Figure(requests, "requests"),
                failures == 0 ? 0 : Math.max(0.01, (double) failures / requests),
                Target.atMost(0),
                note);
    }

    private Failures() {}
}
