package aprendiz.journey.inference;

import aprendiz.journey.bench.Architecture;
import aprendiz.journey.bench.Median;
import aprendiz.journey.bench.Race;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Target;
import aprendiz.journey.bench.Terms;
import aprendiz.journey.bench.Work;
import aprendiz.journey.inference.Scene.Served;
import aprendiz.journey.load.Answer;
import aprendiz.journey.load.Latencies;
import aprendiz.journey.load.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One short text at a time, of a service that has nothing else to do: what HTTP, JSON and the queue add to the engine. */
record IdleWork(Scene scene, Architecture architecture) implements Work {

    private static final Sample TEXT =
            new Sample("The room was quiet and clean, and the breakfast was worth getting up for.", 17);
    private static final int TIMES = 100;
    private static final double MILLISECOND = 1e-3;

    @Override
    public String name() {
        return "one short text, idle, p50, " + architecture;
    }

    @Override
    public List<Row> measure(Terms terms) throws Exception {
        Served served = scene.served(architecture);
        List<Latencies> counted = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        List<Double> engines = new ArrayList<>();
        try (BareEngine engine = BareEngine.open(served, List.of(TEXT))) {
            for (int window = 0; window <= terms.windows(); window++) {
                Latencies us = new Latencies(seconds(() -> ask(served)));
                Latencies them = new Latencies(seconds(engine::once));
                if (window > 0) { // the first one warms up
                    counted.add(us);
                    ours.add(us.quantile(0.5));
                    engines.add(them.quantile(0.5));
                }
            }
            Latencies all = new Latencies(counted.stream()
                    .flatMap(window -> window.seconds().stream())
                    .toList());
            Race race = new Race(
                    ours,
                    engines.stream().map(seconds -> seconds + MILLISECOND).toList(),
                    "the bare engine plus 1 ms, " + engine.name());
            String note = String.format(
                    Locale.ROOT, "%d tokens; the engine %.2f ms; %s", TEXT.tokens(), 1e3 * Median.of(engines), all);
            return List.of(Row.of(name(), race, Target.atMost(1)).noting(note));
        }
    }

    private static List<Double> seconds(Runnable work) {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            long begun = System.nanoTime();
            work.run();
            seconds.add((System.nanoTime() - begun) / 1e9);
        }
        return seconds;
    }

    private static void ask(Served served) {
        Answer answer = served.endpoint().ask(TEXT.text());
        if (!answer.isGood()) {
            throw new IllegalStateException("answered " + answer);
        }
    }
}
