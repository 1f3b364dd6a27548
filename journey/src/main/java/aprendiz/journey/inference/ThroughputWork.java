package aprendiz.journey.inference;

import aprendiz.journey.bench.Architecture;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Target;
import aprendiz.journey.bench.Terms;
import aprendiz.journey.bench.Work;
import aprendiz.journey.inference.Scene.Served;
import aprendiz.journey.load.Lengths;
import aprendiz.journey.load.Sample;
import java.util.List;

/** Texts of many lengths asked by many clients at once, against the engine that computes them. */
record ThroughputWork(Scene scene, Architecture architecture, Lengths lengths, int texts) implements Work {

    private static final Target TARGET = Target.atLeast(0.9);

    @Override
    public String name() {
        return "throughput, " + architecture + ", " + lengths + " lengths";
    }

    @Override
    public List<Row> measure(Terms terms) throws Exception {
        Served served = scene.served(architecture);
        List<Sample> samples = scene.samples(lengths, texts);
        try (BareEngine engine = BareEngine.open(served, samples)) {
            return List.of(Rivalry.race(terms, name(), served.endpoint(), engine, samples, TARGET));
        }
    }
}
