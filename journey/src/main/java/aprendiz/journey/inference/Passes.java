package aprendiz.journey.inference;

import aprendiz.journey.load.Arrivals;
import aprendiz.journey.load.Call;
import aprendiz.journey.load.Endpoint;
import aprendiz.journey.load.Latencies;
import aprendiz.journey.load.Load;
import aprendiz.journey.load.Outcome;
import aprendiz.journey.load.Sample;
import java.util.ArrayList;
import java.util.List;

/** The same texts asked again and again by 32 clients, every text once in a pass. */
final class Passes implements Runnable {

    static final int CLIENTS = 32;

    private final Load load;
    private final List<Outcome> outcomes = new ArrayList<>();

    Passes(Endpoint endpoint, List<Sample> samples) {
        this.load = new Load(endpoint, samples, new Arrivals.Closed(CLIENTS));
    }

    @Override
    public void run() {
        Outcome outcome = load.once();
        for (Call failure : outcome.failures()) {
            throw new IllegalStateException(load.endpoint().address() + " failed: " + failure.answer());
        }
        outcomes.add(outcome);
    }

    /** Of all passes but the first, which warms up. */
    Latencies latencies() {
        return new Latencies(outcomes.stream()
                .skip(1)
                .flatMap(outcome -> outcome.latencies().seconds().stream())
                .toList());
    }
}
