package aprendiz.journey.registry;

import aprendiz.journey.bench.Figure;
import aprendiz.journey.bench.Row;
import aprendiz.journey.load.Latencies;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Asks for a small file as fast as 32 callers can. */
record ManyCallers(URI registry, String path, int seconds) {

    private static final int CALLERS = 32;

    Row measure() throws Exception {
        call(Duration.ofSeconds(seconds));
        List<Double> latencies = call(Duration.ofSeconds(seconds));
        return new Row(
                "resolve of a small file, " + CALLERS + " callers",
                new Figure((double) latencies.size() / seconds, "requests/s"),
                "",
                null,
                null,
                null,
                new Latencies(latencies).toString());
    }

    private List<Double> call(Duration duration) throws Exception {
        long end = System.nanoTime() + duration.toNanos();
        List<Double> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            List<Callable<List<Double>>> callers = IntStream.range(0, CALLERS)
                    .<Callable<List<Double>>>mapToObj(i -> () -> until(end, http))
                    .toList();
            for (Future<List<Double>> one : threads.invokeAll(callers)) {
                all.addAll(one.get());
            }
        }
        return all;
    }

    private List<Double> until(long end, HttpClient http) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(registry.resolve(path)).build();
        List<Double> latencies = new ArrayList<>();
        for (long begun = System.nanoTime(); begun < end; begun = System.nanoTime()) {
            int status = http.send(request, BodyHandlers.ofByteArray()).statusCode();
            if (status != 200) {
                throw new IllegalStateException(path + " answered with status " + status);
            }
            latencies.add((System.nanoTime() - begun) / 1e9);
        }
        return latencies;
    }
}
