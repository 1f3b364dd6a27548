package aprendiz.journey.jobs;

import aprendiz.journey.bench.Figure;
import aprendiz.journey.bench.Median;
import aprendiz.journey.bench.Reviews;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Target;
import aprendiz.journey.bench.Terms;
import aprendiz.journey.bench.Work;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Two jobs with one worker, one after the other, and with two, beside each other. */
record SecondWorkerWork() implements Work {

    private static final double MOST = 0.6;
    private static final int CORES = 4;

    /** How two jobs went. */
    private record Pair(double seconds, boolean together, int attempts) {}

    @Override
    public String name() {
        return "two jobs with a second worker";
    }

    @Override
    public List<Row> measure(Terms terms) throws Exception {
        Reviews reviews = Reviews.in(terms.scratch());
        Apprenticeship training = new Apprenticeship(reviews);
        Path folder = terms.scratch().resolve("second-worker");
        List<Double> alone = new ArrayList<>();
        List<Pair> shared = new ArrayList<>();
        try (Workshop workshop =
                new Workshop(folder, training.write(terms.scratch().resolve("data")))) {
            for (int window = 0; window < terms.windows(); window++) {
                alone.add(pair(workshop, training, 1000 + 2 * window).seconds());
            }
            workshop.worker();
            for (int window = 0; window < terms.windows(); window++) {
                shared.add(pair(workshop, training, 2000 + 2 * window));
            }
        }
        double ours = Median.of(shared.stream().map(Pair::seconds).toList());
        double theirs = Median.of(alone);
        int cores = Runtime.getRuntime().availableProcessors();
        return List.of(new Row(
                name(),
                new Figure(ours, "s"),
                "one worker",
                new Figure(theirs, "s"),
                ours / theirs,
                cores >= CORES ? Target.atMost(MOST) : null,
                note(shared, cores)));
    }

    private static String note(List<Pair> pairs, int cores) {
        long together = pairs.stream().filter(Pair::together).count();
        int attempts = pairs.stream().mapToInt(Pair::attempts).sum();
        return cores + " cores; " + together + " of " + pairs.size() + " pairs ran at the same time, "
                + 2 * pairs.size() + " jobs in " + attempts + " attempts";
    }

    private static Pair pair(Workshop workshop, Apprenticeship training, long seed)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        String first = workshop.submit(training.recipe(seed));
        String second = workshop.submit(training.recipe(seed + 1));
        JsonNode one = workshop.await(first);
        JsonNode other = workshop.await(second);
        return new Pair(
                (System.nanoTime() - begun) / 1e9,
                time(one, "startedAt").isBefore(time(other, "endedAt"))
                        && time(other, "startedAt").isBefore(time(one, "endedAt")),
                one.path("attempt").asInt() + other.path("attempt").asInt());
    }

    private static Instant time(JsonNode job, String field) {
        return Instant.parse(job.path(field).asText());
    }
}
