package aprendiz.registry.comparing;

import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Comparison;
import aprendiz.model.catalog.VersionDiff;
import aprendiz.registry.access.Door;
import aprendiz.registry.access.Identity;
import aprendiz.registry.catalog.CatalogResource;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Differences and comparisons over HTTP. Versions are named {@code namespace/name@revision}. */
@Path("/v1/compare/{type: models|datasets}")
@Tag(name = "Comparing")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ComparingResource {

    private final Differ differ;
    private final Comparer comparer;
    private final Door.Visitor visitor;

    ComparingResource(Differ differ, Comparer comparer, Door.Visitor visitor) {
        this.differ = differ;
        this.comparer = comparer;
        this.visitor = visitor;
    }

    @GET
    @Path("/diff")
    @Operation(summary = "What changed from one version to another: files, config, recipe, metrics, tensors")
    public VersionDiff diff(
            String type,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("numbers")
                    @DefaultValue("true")
                    @Parameter(description = "false to leave weights unread: no distances")
                    boolean numbers)
            throws IOException {
        RepositoryType kind = CatalogResource.type(type);
        Identity caller = visitor.identity();
        return differ.diff(Subject.find(kind, "from", from, caller), Subject.find(kind, "to", to, caller), numbers);
    }

    @GET
    @Operation(summary = "Two versions side by side: sizes, metrics and evaluations with intervals, common ancestors")
    public Comparison compare(String type, @QueryParam("left") String left, @QueryParam("right") String right)
            throws IOException {
        RepositoryType kind = CatalogResource.type(type);
        Identity caller = visitor.identity();
        return comparer.compare(
                Subject.find(kind, "left", left, caller), Subject.find(kind, "right", right, caller), caller);
    }
}
