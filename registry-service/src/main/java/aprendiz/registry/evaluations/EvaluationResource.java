package aprendiz.registry.evaluations;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.catalog.Evaluation;
import aprendiz.registry.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Evaluations of versions over HTTP. */
@Path("/v1/models/{ns}/{name}/versions/{revision}/evaluations")
@Tag(name = "Evaluations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EvaluationResource {

    private final Evaluations evaluations;
    private final Caller caller;

    EvaluationResource(Evaluations evaluations, Caller caller) {
        this.evaluations = evaluations;
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "Attach what a version measured on some data",
            description = "At any time; what is attached is never changed. The data set is pinned by digest.")
    public RestResponse<Evaluation> attach(String ns, String name, String revision, Evaluation wish) {
        if (wish == null) {
            throw Problem.invalid("Bad evaluation", "the request has no body: say dataset, metric and value");
        }
        Evaluation attached = evaluations.attach(new ModelName(ns, name), revision, wish, caller.or(wish.by()));
        return RestResponse.status(RestResponse.Status.CREATED, attached);
    }

    @GET
    @Operation(summary = "Every evaluation of a version, the newest first")
    public List<Evaluation> list(String ns, String name, String revision) {
        return evaluations.list(new ModelName(ns, name), revision);
    }
}
