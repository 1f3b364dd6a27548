package aprendiz.inference.openinference;

import aprendiz.inference.protocol.Exchange;
import aprendiz.inference.protocol.Fields;
import aprendiz.inference.protocol.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/** The protocol's model repository: which models are loaded, and loads and unloads them. */
@Path("/v2/repository")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RepositoryRoutes {

    private static final String MODEL = "models/{model: [^/]+(/[^/]+)?}";

    private final OpenInference protocol;
    private final Exchange exchange;

    RepositoryRoutes(OpenInference protocol, Exchange exchange) {
        this.protocol = protocol;
        this.exchange = exchange;
    }

    @POST
    @Path("index")
    public Response index(@Context HttpServerRequest http, InputStream body) {
        return exchange.answer(http, body, Refusal.ERROR, (call, bytes) -> {
            boolean ready = bytes.length > 0 && Fields.of(bytes).flag("ready", false);
            return Response.ok(protocol.index(ready)).build();
        });
    }

    @POST
    @Path(MODEL + "/load")
    public Response load(@PathParam("model") String model, @Context HttpServerRequest http, InputStream body) {
        return exchange.answer(http, body, Refusal.ERROR, (call, bytes) -> {
            protocol.load(call, model, bytes.length == 0 ? Set.of() : parameters(Fields.of(bytes)));
            return Response.ok().build();
        });
    }

    private static Set<String> parameters(Fields body) {
        Set<String> names = new HashSet<>();
        for (Iterator<String> all = body.object("parameters").json().fieldNames(); all.hasNext(); ) {
            names.add(all.next());
        }
        return names;
    }

    @POST
    @Path(MODEL + "/unload")
    public Response unload(@PathParam("model") String model, @Context HttpServerRequest http, InputStream body) {
        return exchange.answer(http, body, Refusal.ERROR, (call, bytes) -> {
            protocol.unload(model);
            return Response.ok().build();
        });
    }
}
