package aprendiz.registry.catalog;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.catalog.AliasMove;
import aprendiz.model.catalog.AliasWish;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The aliases of a model over HTTP. */
@Path("/v1/models/{ns}/{name}/aliases/{alias}")
@Tag(name = "Aliases")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AliasResource {

    private final Aliases aliases;

    AliasResource(Aliases aliases) {
        this.aliases = aliases;
    }

    @PUT
    @Operation(summary = "Move an alias", description = "409 says who holds it if it does not hold what was expected.")
    public AliasMove move(String ns, String name, String alias, AliasWish wish) {
        if (wish == null) {
            throw Problem.invalid("Nothing to do", "the request has no body: say version, expected, by and reason");
        }
        return aliases.move(new ModelName(ns, name), alias, wish);
    }

    @GET
    @Path("/history")
    @Operation(summary = "The moves of an alias, the newest first")
    public List<AliasMove> history(String ns, String name, String alias) {
        return aliases.history(new ModelName(ns, name), alias);
    }
}
