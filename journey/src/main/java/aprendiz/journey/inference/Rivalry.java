package aprendiz.journey.inference;

import aprendiz.journey.bench.Figure;
import aprendiz.journey.bench.Race;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Target;
import aprendiz.journey.bench.Terms;
import aprendiz.journey.load.Endpoint;
import aprendiz.journey.load.Sample;
import java.util.List;
import java.util.Locale;

/** Passes over the same texts, ours and another's by turns. */
final class Rivalry {

    /** Windows that differ by more are told. */
    private static final double STEADY = 0.1;

    /** Two servers, asked by the same clients. */
    static Row race(
            Terms terms, String name, Endpoint ours, Endpoint theirs, List<Sample> samples, String who, Target target) {
        Passes us = new Passes(ours, samples);
        Passes them = new Passes(theirs, samples);
        Race race = Race.run(terms, us, them, who);
        return row(name, race, samples, target)
                .noting(note(race, samples) + "; " + us.latencies() + "; theirs " + them.latencies());
    }

    /** The service against what computes the same texts without any server. */
    static Row race(Terms terms, String name, Endpoint ours, BareEngine engine, List<Sample> samples, Target target) {
        Passes us = new Passes(ours, samples);
        Race race = Race.run(terms, us, engine::once, "the bare engine, " + engine.name());
        return row(name, race, samples, target).noting(note(race, samples) + "; " + us.latencies());
    }

    /** In texts a second of both sides. */
    private static Row row(String name, Race race, List<Sample> samples, Target target) {
        return new Row(
                name,
                speed(samples, race.ours()),
                race.peer(),
                speed(samples, race.theirs()),
                1 / race.ratio(),
                target,
                "");
    }

    private static String note(Race race, List<Sample> samples) {
        double tokens = samples.stream().mapToInt(Sample::tokens).sum();
        String said = String.format(
                Locale.ROOT,
                "%d clients, %.0f tokens/s, %.0f in a text",
                Passes.CLIENTS,
                tokens / race.ours(),
                tokens / samples.size());
        return race.spread() <= STEADY
                ? said
                : said + String.format(Locale.ROOT, "; windows differ by %.0f %%", 100 * race.spread());
    }

    private static Figure speed(List<Sample> samples, double seconds) {
        return new Figure(samples.size() / seconds, "texts/s");
    }

    private Rivalry() {}
}
