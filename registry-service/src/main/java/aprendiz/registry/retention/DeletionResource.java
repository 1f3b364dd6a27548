package aprendiz.registry.retention;

import aprendiz.model.ModelName;
import aprendiz.model.catalog.Deletion;
import aprendiz.model.catalog.Hold;
import aprendiz.model.catalog.Version;
import aprendiz.registry.Caller;
import aprendiz.registry.catalog.CatalogResource;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Deleting, restoring and holding versions over HTTP. */
@Path("/v1/{type: models|datasets}")
@Tag(name = "Retention")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DeletionResource {

    private final Deletions deletions;
    private final Holds holds;
    private final Caller caller;

    DeletionResource(Deletions deletions, Holds holds, Caller caller) {
        this.deletions = deletions;
        this.holds = holds;
        this.caller = caller;
    }

    @DELETE
    @Path("/{ns}/{name}/versions/{number}")
    @Operation(
            summary = "Delete a version",
            description =
                    "422 says everything that needs it: aliases, holds, descendants. force deletes it although others"
                            + " descend from it; their lineage keeps its number and digest. It can be restored until a"
                            + " sweep takes its bytes.")
    public Deletion delete(
            String type,
            String ns,
            String name,
            int number,
            @QueryParam("reason") String reason,
            @QueryParam("force") @DefaultValue("false") boolean force) {
        return deletions.delete(place(type, ns, name, number), caller.or(null), reason, force);
    }

    @POST
    @Path("/{ns}/{name}/versions/{number}/restore")
    @Operation(summary = "Restore a deleted version", description = "409 if its bytes are gone.")
    public Version restore(String type, String ns, String name, int number) {
        return deletions.restore(place(type, ns, name, number), caller.or(null));
    }

    @GET
    @Path("/{ns}/{name}/deletions")
    @Operation(summary = "The deleted versions of a repository, what was deleted last first")
    public List<Deletion> deletions(String type, String ns, String name) {
        return deletions.of(CatalogResource.type(type), new ModelName(ns, name));
    }

    @GET
    @Path("/{ns}/{name}/versions/{number}/holds")
    @Operation(summary = "Who wants a version to stay, and why")
    public List<Hold> holds(String type, String ns, String name, int number) {
        return holds.of(place(type, ns, name, number));
    }

    @PUT
    @Path("/{ns}/{name}/versions/{number}/holds/{hold}")
    @Operation(summary = "Hold a version: it cannot be deleted while it is held")
    public Hold hold(
            String type,
            String ns,
            String name,
            int number,
            String hold,
            @QueryParam("reason") @DefaultValue("") String reason) {
        return holds.set(place(type, ns, name, number), hold, caller.or(null), reason);
    }

    @DELETE
    @Path("/{ns}/{name}/versions/{number}/holds/{hold}")
    @Operation(summary = "Release a hold")
    public void release(String type, String ns, String name, int number, String hold) {
        holds.release(place(type, ns, name, number), hold, caller.or(null));
    }

    private static Place place(String type, String ns, String name, int number) {
        return new Place(CatalogResource.type(type), new ModelName(ns, name), number);
    }
}
