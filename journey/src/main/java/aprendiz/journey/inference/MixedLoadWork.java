package aprendiz.journey.inference;

import aprendiz.journey.bench.Architecture;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Terms;
import aprendiz.journey.bench.Work;
import aprendiz.journey.load.Arrivals;
import aprendiz.journey.load.Call;
import aprendiz.journey.load.Lengths;
import aprendiz.journey.load.Load;
import aprendiz.journey.load.Outcome;
import aprendiz.journey.process.MemoryWatch;
import java.util.ArrayList;
import java.util.List;

/** Two models asked side by side for long: what of memory is not given back. */
record MixedLoadWork(Scene scene, double minutes) implements Work {

    private static final int CLIENTS = 4;
    private static final int TEXTS = 512;

    @Override
    public String name() {
        return "mixed load for " + minutes + " minutes";
    }

    @Override
    public List<Row> measure(Terms terms) throws Exception {
        Load large = load(Architecture.DISTILBERT, Lengths.LONG);
        Load small = load(Architecture.MINILM, Lengths.MIXED);
        double seconds = 60 * minutes;
        try (MemoryWatch memory = new MemoryWatch(scene.pid())) {
            List<Call> calls = new ArrayList<>();
            Outcome beside =
                    small.during(() -> calls.addAll(large.run(0, seconds).calls()));
            calls.addAll(beside.calls());
            return List.of(
                    Growth.row(
                            name() + ", memory at the end",
                            memory.mean(0.2, 0.3),
                            memory.mean(0.9, 1),
                            "after a fifth of the time"),
                    Failures.row(name() + ", failed", new Outcome(calls, 0, seconds)));
        }
    }

    private Load load(Architecture architecture, Lengths lengths) throws Exception {
        return new Load(
                scene.served(architecture).endpoint(), scene.samples(lengths, TEXTS), new Arrivals.Closed(CLIENTS));
    }
}
