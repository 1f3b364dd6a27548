package aprendiz.inference.openinference;

import aprendiz.inference.serving.LineStatus;
import aprendiz.inference.serving.LiveModels;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Is the server alive, is it ready, is a model ready? True comes with status 200, false with 503.
 *
 * <p>A model is named {@code namespace%2Fname} or {@code namespace/name}; its version is any revision and {@code
 * champion} where none is given. Errors are {@code {"error": "..."}}.
 */
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
public class OpenInference {

    /** What the protocol calls server metadata. */
    record Server(String name, String version, List<String> extensions) {}

    private final LiveModels models;
    private final SmallRyeHealthReporter health;
    private final String version;

    OpenInference(
            LiveModels models,
            SmallRyeHealthReporter health,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.models = models;
        this.health = health;
        this.version = version;
    }

    @GET
    public Server server() {
        return new Server("aprendiz", version, List.of());
    }

    @GET
    @Path("health/live")
    public Map<String, Boolean> live() {
        return Map.of("live", true);
    }

    @GET
    @Path("health/ready")
    public Response ready() {
        boolean ready = !health.getReadiness().isDown();
        return Response.status(ready ? 200 : 503).entity(Map.of("ready", ready)).build();
    }

    @GET
    @Path("models/{model: .+}/ready")
    public Response modelReady(@PathParam("model") String model) {
        int mark = model.indexOf("/versions/");
        return mark < 0
                ? ready(model, "champion")
                : ready(model.substring(0, mark), model.substring(mark + "/versions/".length()));
    }

    private Response ready(String model, String revision) {
        ModelName name = ModelName.of(model);
        LineStatus status = models.statuses().stream()
                .filter(one -> one.model().equals(name) && one.alias().equals(revision))
                .findFirst()
                .orElseThrow(() -> Problem.notFound(
                        "Not loaded", name + "@" + revision + " is not loaded: its first request loads it"));
        boolean ready = status.state() == LineStatus.State.SERVING;
        return Response.status(ready ? 200 : 503)
                .entity(Map.of("name", name.toString(), "ready", ready))
                .build();
    }

    @ServerExceptionMapper
    Response refuse(Problem problem) {
        return Response.status(problem.kind().status())
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("error", problem.getMessage()))
                .build();
    }
}
