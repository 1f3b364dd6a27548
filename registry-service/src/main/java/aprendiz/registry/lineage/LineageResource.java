package aprendiz.registry.lineage;

import aprendiz.model.ModelName;
import aprendiz.model.catalog.Lineage;
import aprendiz.registry.catalog.CatalogResource;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where a version came from and what became of it, over HTTP. */
@Path("/v1/models/{ns}/{name}/lineage/{revision}")
@Tag(name = "Lineage")
@RunOnVirtualThread
public class LineageResource {

    private final Descent descent;

    LineageResource(Descent descent) {
        this.descent = descent;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "What a version came from, and what came from it, however far")
    public Lineage lineage(String ns, String name, String revision) {
        ModelName model = new ModelName(ns, name);
        return descent.of(model, revision).orElseThrow(() -> CatalogResource.noRevision(model, revision));
    }
}
