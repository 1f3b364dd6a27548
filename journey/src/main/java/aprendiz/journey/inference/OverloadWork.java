package aprendiz.journey.inference;

import aprendiz.journey.bench.Architecture;
import aprendiz.journey.bench.Figure;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Target;
import aprendiz.journey.bench.Terms;
import aprendiz.journey.bench.Work;
import aprendiz.journey.inference.Scene.Served;
import aprendiz.journey.load.Arrivals;
import aprendiz.journey.load.Endpoint;
import aprendiz.journey.load.Lengths;
import aprendiz.journey.load.Load;
import aprendiz.journey.load.Outcome;
import aprendiz.journey.load.Sample;
import aprendiz.journey.process.MemoryWatch;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Twice as many texts as the service can compute, as many people send them who do not wait for each other. */
record OverloadWork(Scene scene, Architecture architecture, int seconds) implements Work {

    /** An answer that comes later than this is of no use to the one who asked, who says so with the request. */
    private static final Duration BOUND = Duration.ofSeconds(2);

    private static final double REFUSAL = 0.05;
    private static final int TEXTS = 384;
    private static final int WARM = 5;
    private static final int CALM = 15;

    @Override
    public String name() {
        return "2 times overload, " + architecture;
    }

    @Override
    public List<Row> measure(Terms terms) throws Exception {
        Served served = scene.served(architecture);
        List<Sample> samples = scene.samples(Lengths.MIXED, TEXTS);
        Outcome calm = new Load(served.endpoint(), samples, new Arrivals.Closed(Passes.CLIENTS)).run(WARM, CALM);
        double most = calm.texts();
        try (MemoryWatch memory = new MemoryWatch(scene.pid())) {
            Endpoint endpoint = served.endpoint().within(BOUND);
            Outcome over = new Load(endpoint, samples, new Arrivals.Poisson(2 * most, 1)).run(WARM, seconds);
            return List.of(goodput(over, most), refusals(over), memory(memory), failures(over));
        }
    }

    private Row goodput(Outcome over, double most) {
        double goodput = over.goodput(BOUND.toMillis() / 1e3);
        String note = String.format(
                Locale.ROOT,
                "answered within %d s of being sent, for %d s; %s",
                BOUND.toSeconds(),
                seconds,
                over.latencies());
        return new Row(
                name() + ", goodput",
                new Figure(goodput, "texts/s"),
                "the most, with " + Passes.CLIENTS + " clients",
                new Figure(most, "texts/s"),
                goodput / most,
                Target.atLeast(0.9),
                note);
    }

    private Row refusals(Outcome over) {
        double refused = over.refusals().quantile(0.99);
        return Double.isNaN(refused)
                ? Row.impossible(name() + ", refused, p99", "", Target.atMost(1), "nothing was refused")
                : new Row(
                        name() + ", refused, p99",
                        Figure.milliseconds(refused),
                        "as promised",
                        Figure.milliseconds(REFUSAL),
                        refused / REFUSAL,
                        Target.atMost(1),
                        over.refusals().seconds().size() + " refused; " + over.refusals());
    }

    private Row memory(MemoryWatch memory) {
        return Growth.row(
                name() + ", memory at the end",
                memory.mean(0.2, 0.3),
                memory.mean(0.9, 1),
                "a fifth after the beginning");
    }

    private Row failures(Outcome over) {
        return Failures.row(name() + ", failed", over);
    }
}
