package aprendiz.inference.openinference;

import aprendiz.inference.protocol.Exchange;
import aprendiz.inference.protocol.Fields;
import aprendiz.inference.protocol.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalInt;

/** Everything about one model. Errors are {@code {"error": "..."}}. */
@Path("/v2/models")
@Consumes(MediaType.WILDCARD)
@Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM})
@RunOnVirtualThread
public class ModelRoutes {

    static final String JSON_LENGTH = "Inference-Header-Content-Length";

    /** One path segment, or two with the slash as it is. */
    private static final String MODEL = "{model: [^/]+(/[^/]+)?}";

    private static final String VERSION = "/versions/{version}";

    private final OpenInference protocol;
    private final Exchange exchange;

    ModelRoutes(OpenInference protocol, Exchange exchange) {
        this.protocol = protocol;
        this.exchange = exchange;
    }

    @GET
    @Path(MODEL)
    public Response metadata(@PathParam("model") String model, @Context HttpServerRequest http) {
        return metadata(model, "", http);
    }

    @GET
    @Path(MODEL + VERSION)
    public Response metadata(
            @PathParam("model") String model, @PathParam("version") String version, @Context HttpServerRequest http) {
        return exchange.answer(
                http, Refusal.ERROR, call -> ok(Written.metadata(protocol.describe(call, model, version))));
    }

    @GET
    @Path(MODEL + "/config")
    public Response config(@PathParam("model") String model, @Context HttpServerRequest http) {
        return config(model, "", http);
    }

    @GET
    @Path(MODEL + VERSION + "/config")
    public Response config(
            @PathParam("model") String model, @PathParam("version") String version, @Context HttpServerRequest http) {
        return exchange.answer(
                http,
                Refusal.ERROR,
                call -> ok(Written.config(protocol.describe(call, model, version), protocol.most())));
    }

    @GET
    @Path(MODEL + "/ready")
    public Response ready(@PathParam("model") String model, @Context HttpServerRequest http) {
        return ready(model, "", http);
    }

    @GET
    @Path(MODEL + VERSION + "/ready")
    public Response ready(
            @PathParam("model") String model, @PathParam("version") String version, @Context HttpServerRequest http) {
        return exchange.answer(
                http,
                Refusal.ERROR,
                call -> ServerRoutes.ready("ready", protocol.ready(model, version), Map.of("name", model)));
    }

    @GET
    @Path("stats")
    public Response statistics(@Context HttpServerRequest http) {
        return statistics("", "", http);
    }

    @GET
    @Path(MODEL + "/stats")
    public Response statistics(@PathParam("model") String model, @Context HttpServerRequest http) {
        return statistics(model, "", http);
    }

    @GET
    @Path(MODEL + VERSION + "/stats")
    public Response statistics(
            @PathParam("model") String model, @PathParam("version") String version, @Context HttpServerRequest http) {
        return exchange.answer(
                http,
                Refusal.ERROR,
                call -> ok(Map.of(
                        "model_stats",
                        protocol.statistics(model, version).stream()
                                .map(Written::statistics)
                                .toList())));
    }

    @POST
    @Path(MODEL + "/infer")
    public Response infer(@PathParam("model") String model, @Context HttpServerRequest http, InputStream body) {
        return infer(model, "", http, body);
    }

    @POST
    @Path(MODEL + VERSION + "/infer")
    public Response infer(
            @PathParam("model") String model,
            @PathParam("version") String version,
            @Context HttpServerRequest http,
            InputStream body) {
        return exchange.answer(http, body, Refusal.ERROR, (call, bytes) -> {
            InferRequest request = InferReader.read(bytes, jsonLength(http));
            return written(InferWriter.write(protocol.infer(call, model, version, request)));
        });
    }

    private static OptionalInt jsonLength(HttpServerRequest http) {
        String length = http.getHeader(JSON_LENGTH);
        if (length == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(length));
        } catch (NumberFormatException e) {
            throw Fields.invalid(JSON_LENGTH, "must be a number of bytes");
        }
    }

    private static Response written(InferWriter.Body body) {
        return body.binary()
                ? Response.ok(body.bytes().array(), MediaType.APPLICATION_OCTET_STREAM)
                        .header(JSON_LENGTH, body.jsonLength())
                        .build()
                : ok(body.bytes().array());
    }

    private static Response ok(Object body) {
        return Response.ok(body, MediaType.APPLICATION_JSON).build();
    }
}
