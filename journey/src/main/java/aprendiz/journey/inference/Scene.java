package aprendiz.journey.inference;

import aprendiz.journey.bench.Architecture;
import aprendiz.journey.bench.Peer;
import aprendiz.journey.bench.Reviews;
import aprendiz.journey.load.Answer;
import aprendiz.journey.load.Endpoint;
import aprendiz.journey.load.Lengths;
import aprendiz.journey.load.Sample;
import aprendiz.journey.load.Words;
import aprendiz.journey.process.Services;
import aprendiz.registry.client.RegistryClient;
import aprendiz.transformers.export.Variant;
import aprendiz.transformers.text.Tokenizer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The services and what they serve, started and published when a work first wants them; closing ends them. */
final class Scene implements AutoCloseable {

    /** In tokens; what all servers that are compared take without cutting. */
    static final int LONGEST = 256;

    private static final Duration CHOICE = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /**
     * A classifier that answers.
     *
     * @param endpoint where it is asked
     * @param variant null if it is computed from its own weights by PyTorch
     */
    record Served(Classifier classifier, Endpoint endpoint, Variant variant) {}

    private final Path scratch;
    private final List<Process> running = new ArrayList<>();
    private final Map<Architecture, Served> served = new EnumMap<>(Architecture.class);
    private Services services;
    private Process inference;
    private Words words;

    Scene(Path scratch) {
        this.scratch = scratch;
    }

    /** The registry's, which runs from now on, as the inference service does. */
    RegistryClient registry() throws IOException, InterruptedException {
        if (services == null) {
            services = Services.prepare(Peer.root(), scratch, Map.of());
            running.add(services.startRegistry());
            inference = services.startInference();
            running.add(inference);
        }
        return services.client();
    }

    /** The number of the inference service's process. */
    long pid() {
        return inference.pid();
    }

    /** Where a model is asked. */
    Endpoint endpoint(String model) {
        return new Endpoint(services.inference().address().resolve("/models/" + model));
    }

    /** The classifier of that size, published and loaded. */
    Served served(Architecture architecture) throws IOException, InterruptedException {
        Served known = served.get(architecture);
        if (known != null) {
            return known;
        }
        Classifier classifier = Classifier.write(scratch, architecture, 1);
        RegistryClient registry = registry();
        classifier.crown(registry, classifier.publish(registry).number());
        Endpoint endpoint = endpoint(classifier.name().toString());
        Answer first = endpoint.ask("Quiet, clean and warm.");
        if (!first.isGood()) {
            throw new IllegalStateException(classifier.name() + " answers with status " + first.status() + ": "
                    + first.body() + "; the log is " + services.inference().log());
        }
        awaitChoice();
        String chosen = endpoint.ask("Quiet, clean and warm.").variant();
        Served fresh = new Served(classifier, endpoint, variant(chosen));
        served.put(architecture, fresh);
        return fresh;
    }

    /** The first answers come from a form that is there at once; what is measured is the one that takes over. */
    private void awaitChoice() throws IOException, InterruptedException {
        long end = System.nanoTime() + CHOICE.toNanos();
        HttpRequest request = HttpRequest.newBuilder(address("/v1/serving")).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (http.send(request, BodyHandlers.ofString()).body().contains("\"choosing\":true")) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("no form was chosen within " + CHOICE.toMinutes()
                            + " minutes; the log is " + services.inference().log());
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
    }

    private static Variant variant(String word) {
        return switch (word) {
            case "onnx" -> Variant.ONNX;
            case "onnx-int8" -> Variant.ONNX_INT8;
            case "torchscript-bf16" -> Variant.TORCHSCRIPT_BF16;
            case "plain", "" -> null;
            default -> throw new IllegalStateException("computed as " + word + ", which no engine here is like");
        };
    }

    /** What the service says on a path of its own. */
    URI address(String path) {
        return services.inference().address().resolve(path);
    }

    Path scratch() {
        return scratch;
    }

    /** So many texts; the same ones every time. */
    List<Sample> samples(Lengths lengths, int count) throws IOException {
        if (words == null) {
            Reviews reviews = Reviews.in(scratch);
            try (Tokenizer tokenizer = Tokenizer.load(reviews.model(), LONGEST)) {
                words = Words.of(tokenizer, reviews.texts());
            }
        }
        return lengths.draw(words, count, LONGEST, 1);
    }

    @Override
    public void close() {
        served.values().forEach(one -> one.endpoint().close());
        running.reversed().forEach(process -> {
            process.destroy();
            process.onExit().join();
        });
    }
}
