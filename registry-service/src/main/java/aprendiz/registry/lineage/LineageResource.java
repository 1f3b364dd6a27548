package aprendiz.registry.lineage;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Lineage;
import aprendiz.registry.access.Door;
import aprendiz.registry.catalog.CatalogResource;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where a version came from and what became of it, over HTTP. */
@Path("/v1/{type: models|datasets}")
@Tag(name = "Lineage")
@RunOnVirtualThread
public class LineageResource {

    private static final String GRAPHVIZ = "text/vnd.graphviz";
    private static final String MERMAID = "text/vnd.mermaid";

    private final Descent descent;
    private final Door.Visitor visitor;

    LineageResource(Descent descent, Door.Visitor visitor) {
        this.descent = descent;
        this.visitor = visitor;
    }

    @GET
    @Path("/{ns}/{name}/lineage/{revision}")
    @Produces({MediaType.APPLICATION_JSON, GRAPHVIZ, MERMAID})
    @Operation(
            summary = "What a version came from, and what came from it",
            description = "direction: both, up or down. format: json, dot or mermaid; else as Accept says.")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Lineage.class)),
                @Content(mediaType = GRAPHVIZ),
                @Content(mediaType = MERMAID)
            })
    public Response lineage(
            String type,
            String ns,
            String name,
            String revision,
            @QueryParam("direction") @DefaultValue("both") String direction,
            @QueryParam("depth") @DefaultValue("100") int depth,
            @QueryParam("limit") @DefaultValue("1000") int limit,
            @QueryParam("format") String format,
            @HeaderParam("Accept") @DefaultValue("*/*") String accept) {
        String word = format == null ? accepted(accept) : format;
        ModelName repository = new ModelName(ns, name);
        RepositoryType kind = CatalogResource.type(type);
        Span span = Span.of(direction, depth, limit);
        Lineage lineage = descent.of(kind, repository, revision, span, visitor.identity())
                .orElseThrow(() -> CatalogResource.noRevision(repository, revision));
        return switch (word) {
            case "json" ->
                Response.ok(lineage).type(MediaType.APPLICATION_JSON_TYPE).build();
            case "dot" -> Response.ok(Drawing.dot(lineage)).type(GRAPHVIZ).build();
            case "mermaid" ->
                Response.ok(Drawing.mermaid(lineage)).type(MERMAID).build();
            default ->
                throw Problem.invalid(
                        "Unknown format", "format: " + Problem.quoted(word) + " is not one of json, dot, mermaid");
        };
    }

    private static String accepted(String accept) {
        if (accept.contains(GRAPHVIZ)) {
            return "dot";
        }
        return accept.contains(MERMAID) ? "mermaid" : "json";
    }
}
