package aprendiz.journey.jobs;

import aprendiz.journey.bench.Peer;
import aprendiz.journey.process.ServiceProcess;
import aprendiz.local.ServiceJvm;
import aprendiz.local.TestInfrastructure;
import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.registry.client.RegistryClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A registry and one or more training services, each a worker, over one database and one broker; closing ends them. */
final class Workshop implements AutoCloseable {

    static final ModelName DATA = new ModelName("bench", "jobs");

    private static final int REGISTRY_HEAP = 256;
    private static final int TRAINING_HEAP = 256;
    private static final long BETWEEN_LOOKS = 200;
    private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled", "refused");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Process> running = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private URI training;

    /**
     * Opens it with one worker, a base model and a data set.
     *
     * @param data a folder of files to learn from
     */
    Workshop(Path folder, Path data) throws IOException, InterruptedException {
        this.folder = folder;
        environment.putAll(new TestInfrastructure().start());
        environment.putAll(ServiceJvm.environment());
        environment.put("APRENDIZ_BLOBS", folder.resolve("blobs").toString());
        ServiceProcess registry = ServiceProcess.of("registry", Peer.root(), folder, environment);
        running.add(registry.start(ServiceJvm.options(REGISTRY_HEAP).toArray(String[]::new)));
        environment.put("APRENDIZ_REGISTRY_URL", registry.address().toString());
        training = worker();
        post("/v1/imports", "{\"source\": \"minilm\"}");
        new RegistryClient(registry.address()).publish(RepositoryType.DATASET, DATA, data, "", null);
    }

    /** Starts one more training service and returns when it is ready to work. */
    URI worker() throws IOException, InterruptedException {
        Path home = folder.resolve("worker-" + running.size());
        Map<String, String> own = new HashMap<>(environment);
        own.put("APRENDIZ_TRAINING_WORK", home.resolve("work").toString());
        ServiceProcess service = ServiceProcess.of("training", Peer.root(), home, own);
        running.add(service.start(ServiceJvm.options(TRAINING_HEAP).toArray(String[]::new)));
        return service.address();
    }

    /** Submits a recipe and says which job it became. */
    String submit(JsonNode recipe) throws IOException, InterruptedException {
        return post("/v1/jobs", recipe.toString()).path("id").asText();
    }

    /** The job when it has ended; one that has not succeeded is an error. */
    JsonNode await(String job) throws IOException, InterruptedException {
        while (true) {
            JsonNode now = get("/v1/jobs/" + job);
            String state = now.path("state").asText();
            if (state.equals("succeeded")) {
                return now;
            }
            if (ENDS.contains(state)) {
                throw new IllegalStateException(
                        "a job ended as " + state + ": " + now.path("error").asText());
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    JsonNode report(String job) throws IOException, InterruptedException {
        return get("/v1/jobs/" + job + "/report");
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(training.resolve(path)).build());
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(training.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return Json.MAPPER.readTree(answer.body());
    }

    @Override
    public void close() {
        http.close();
        for (Process process : running.reversed()) {
            process.destroy();
            process.onExit().join();
        }
    }
}
