package aprendiz.inference.openinference;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Is the server alive, is it ready, what is it? Ready comes with status 200, not ready with 503. */
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
public class ServerRoutes {

    private static final int NOT_READY = 503;

    /** What the protocol calls server metadata. */
    record Server(String name, String version, List<String> extensions) {}

    private final OpenInference protocol;

    ServerRoutes(OpenInference protocol) {
        this.protocol = protocol;
    }

    @GET
    public Server server() {
        return new Server(OpenInference.NAME, protocol.version(), OpenInference.EXTENSIONS);
    }

    @GET
    @Path("health/live")
    public Map<String, Boolean> live() {
        return Map.of("live", true);
    }

    @GET
    @Path("health/ready")
    public Response ready() {
        return ready("ready", protocol.ready(), Map.of());
    }

    static Response ready(String field, boolean ready, Map<String, ?> more) {
        Map<String, Object> body = new LinkedHashMap<>(more);
        body.put(field, ready);
        return Response.status(ready ? Response.Status.OK.getStatusCode() : NOT_READY)
                .entity(body)
                .build();
    }
}
