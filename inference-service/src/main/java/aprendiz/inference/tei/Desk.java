package aprendiz.inference.tei;

import aprendiz.inference.Settings;
import aprendiz.inference.TooLarge;
import aprendiz.inference.asking.Inference;
import aprendiz.inference.asking.Plan;
import aprendiz.inference.batching.Call;
import aprendiz.inference.protocol.Addressee;
import aprendiz.inference.protocol.Addressees;
import aprendiz.inference.protocol.Exchange;
import aprendiz.inference.protocol.Fields;
import aprendiz.inference.protocol.Refusal;
import aprendiz.inference.serving.LiveModels;
import aprendiz.inference.serving.LiveVersion;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Takes the requests of all routes to the models that they are for. Errors are {@code {"error", "error_type"}}. */
@Singleton
class Desk {

    private static final int EMPTY = 400;
    private static final int BACKEND = 424;
    private static final int VALIDATION = 422;

    private final Exchange exchange;
    private final Inference inference;
    private final LiveModels models;
    private final Addressees addressees;
    private final Settings settings;
    private final String version;

    Desk(
            Exchange exchange,
            Inference inference,
            LiveModels models,
            Addressees addressees,
            Settings settings,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.exchange = exchange;
        this.inference = inference;
        this.models = models;
        this.addressees = addressees;
        this.settings = settings;
        this.version = version;
    }

    /** The most inputs in a request. */
    int most() {
        return settings.requests().texts();
    }

    Response answer(
            UriInfo uri,
            HttpServerRequest http,
            InputStream body,
            Function<Fields, Function<Call, Plan<?, Response>>> reading) {
        return exchange.answer(http, body, Desk::refuse, (call, bytes) -> {
            Fields request = Fields.of(bytes);
            Addressee wanted = addressees.of(uri, request);
            Plan<?, Response> plan = reading.apply(request).apply(call);
            return inference.ask(call, wanted.model(), wanted.revision(), model -> plan);
        });
    }

    Response info(UriInfo uri, HttpServerRequest http) {
        return exchange.answer(http, Desk::refuse, call -> {
            Addressee wanted = addressees.of(uri);
            try (LiveVersion live = models.take(wanted.model(), wanted.revision(), call)) {
                return Response.ok(ModelInfo.of(live.pin(), live.task(call), settings, version))
                        .build();
            }
        });
    }

    private static Response refuse(Refusal refusal) {
        return switch (refusal.kind()) {
            case INVALID, REFUSED, CONFLICT ->
                refusal.title().equals(Inputs.EMPTY)
                        ? say(refusal, EMPTY, "Empty")
                        : say(
                                refusal,
                                refusal.status() == TooLarge.STATUS ? TooLarge.STATUS : VALIDATION,
                                "Validation");
            case NOT_FOUND -> say(refusal, refusal.status(), "Validation");
            case BUSY -> say(refusal, refusal.status(), "Overloaded");
            case UNAVAILABLE -> say(refusal, refusal.status(), "Unhealthy");
            case INTERNAL -> say(refusal, BACKEND, "Backend");
        };
    }

    private static Response say(Refusal refusal, int status, String type) {
        return refusal.response(status, Map.of("error", refusal.message(), "error_type", type));
    }
}
