package aprendiz.registry.catalog;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.catalog.AliasMove;
import aprendiz.model.catalog.AliasWish;
import aprendiz.model.catalog.Lineage;
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

/** What only models have over HTTP: aliases and a lineage to walk. */
@Path("/v1/models/{ns}/{name}")
@Tag(name = "Models")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ModelResource {

    private final Aliases aliases;
    private final Descent descent;

    ModelResource(Aliases aliases, Descent descent) {
        this.aliases = aliases;
        this.descent = descent;
    }

    @PUT
    @Path("/aliases/{alias}")
    @Operation(summary = "Move an alias", description = "409 says who holds it if it does not hold what was expected.")
    public AliasMove move(String ns, String name, String alias, AliasWish wish) {
        if (wish == null) {
            throw Problem.invalid("Nothing to do", "the request has no body: say version, expected, by and reason");
        }
        return aliases.move(new ModelName(ns, name), alias, wish);
    }

    @GET
    @Path("/aliases/{alias}/history")
    @Operation(summary = "The moves of an alias, the newest first")
    public List<AliasMove> history(String ns, String name, String alias) {
        return aliases.history(new ModelName(ns, name), alias);
    }

    @GET
    @Path("/lineage/{revision}")
    @Operation(summary = "What a version came from, and what came from it")
    public Lineage lineage(String ns, String name, String revision) {
        ModelName model = new ModelName(ns, name);
        return descent.of(model, revision).orElseThrow(() -> CatalogResource.noRevision(model, revision));
    }
}
