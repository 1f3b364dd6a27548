package aprendiz.inference.openinference;

import aprendiz.inference.Settings;
import aprendiz.inference.asking.Inference;
import aprendiz.inference.asking.Plan;
import aprendiz.inference.batching.Call;
import aprendiz.inference.protocol.Addressee;
import aprendiz.inference.protocol.Fields;
import aprendiz.inference.serving.LineStatus;
import aprendiz.inference.serving.LiveModels;
import aprendiz.inference.serving.LiveVersion;
import aprendiz.inference.serving.Meters;
import aprendiz.model.Problem;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The Open Inference Protocol, version 2, whether it comes by REST or by gRPC.
 *
 * <p>A model is called {@code namespace/name}, or {@code namespace--name} where a slash would be in the way; its version is
 * a number, an alias or a commit, and {@code champion} where none is given.
 */
@Singleton
public class OpenInference {

    static final List<String> EXTENSIONS =
            List.of("binary_tensor_data", "classification", "model_configuration", "model_repository", "statistics");

    static final String NAME = "aprendiz";

    private static final int MICROS = 1000;

    private final LiveModels models;
    private final Inference inference;
    private final Meters meters;
    private final SmallRyeHealthReporter health;
    private final Settings settings;
    private final String version;

    OpenInference(
            LiveModels models,
            Inference inference,
            Meters meters,
            SmallRyeHealthReporter health,
            Settings settings,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.models = models;
        this.inference = inference;
        this.meters = meters;
        this.health = health;
        this.settings = settings;
        this.version = version;
    }

    /** Of the service. */
    String version() {
        return version;
    }

    boolean ready() {
        return !health.getReadiness().isDown();
    }

    /** @throws Problem of kind NOT_FOUND if it is not loaded */
    boolean ready(String model, String revision) {
        return line(Addressee.of(model, revision)).state() == LineStatus.State.SERVING;
    }

    private LineStatus line(Addressee wanted) {
        return models.statuses().stream()
                .filter(one -> one.model().equals(wanted.model()) && one.alias().equals(wanted.revision()))
                .findFirst()
                .orElseThrow(() -> Problem.notFound(
                        "Not loaded",
                        wanted.model() + "@" + wanted.revision() + " is not loaded: its first request loads it"));
    }

    /** Loads it if need be. */
    Described describe(Call call, String model, String revision) {
        Addressee wanted = Addressee.of(model, revision);
        try (LiveVersion live = models.take(wanted.model(), wanted.revision(), call)) {
            return Described.of(model, live, live.task(call));
        }
    }

    /** The most texts in a request. */
    int most() {
        return settings.requests().texts();
    }

    Call call() {
        return Call.within(settings.patience());
    }

    InferResponse infer(Call call, String model, String revision, InferRequest request) {
        Addressee wanted = Addressee.of(model, revision);
        OptionalInt timeout = Fields.of("parameters", request.parameters()).maybeWhole("timeout", 0);
        if (timeout.orElse(0) > 0) {
            call.hurry(Duration.ofNanos((long) timeout.getAsInt() * MICROS));
        }
        return inference.ask(
                call,
                wanted.model(),
                wanted.revision(),
                task -> plan(Question.of(task, request, most()).offering(request.outputs()), model, request));
    }

    private static <A> Plan<A, InferResponse> plan(Question<A> question, String model, InferRequest request) {
        return new Plan<>(
                question.query(),
                reply -> new InferResponse(
                        model,
                        Integer.toString(reply.version().number()),
                        request.id(),
                        question.write(request, reply)));
    }

    List<Index> index(boolean readyOnly) {
        return models.statuses().stream()
                .map(Index::of)
                .filter(line -> !readyOnly || line.ready())
                .toList();
    }

    /** Loads a model now rather than when it is first asked. */
    void load(Call call, String model, Set<String> parameters) {
        if (!parameters.isEmpty()) {
            throw Fields.invalid("parameters", parameters + " are not known: what a model is, the registry says");
        }
        Addressee wanted = Addressee.of(model);
        models.take(wanted.model(), wanted.revision(), call).close();
    }

    /** Frees what a model takes; it is loaded again when it is asked again. */
    void unload(String model) {
        Addressee wanted = Addressee.of(model);
        models.unload(wanted.model(), wanted.revision());
    }

    /** Of all models, of one, or of one version of it. */
    List<Statistics> statistics(String model, String revision) {
        if (model.isEmpty()) {
            return models.statuses().stream()
                    .filter(line -> line.version() != null)
                    .flatMap(line -> statistics(line.model().toString(), line))
                    .distinct()
                    .toList();
        }
        LineStatus line = line(Addressee.of(model, revision));
        return statistics(model, line).toList();
    }

    private Stream<Statistics> statistics(String name, LineStatus line) {
        return line.version() == null
                ? Stream.empty()
                : Stream.of(new Statistics(
                        name, Integer.toString(line.version()), meters.usage(line.model(), line.version())));
    }
}
