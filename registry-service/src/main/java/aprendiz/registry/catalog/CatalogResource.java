package aprendiz.registry.catalog;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Repository;
import aprendiz.model.catalog.Version;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Models, data sets and their versions over HTTP. {@code {type}} is {@code models} or {@code datasets}. */
@Path("/v1/{type: models|datasets}")
@Tag(name = "Catalog")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CatalogResource {

    private final Catalog catalog;

    CatalogResource(Catalog catalog) {
        this.catalog = catalog;
    }

    @GET
    @Path("/{ns}/{name}")
    public Repository repository(String type, String ns, String name) {
        ModelName repository = new ModelName(ns, name);
        return catalog.repository(type(type), repository).orElseThrow(() -> noRepository(repository));
    }

    @GET
    @Path("/{ns}/{name}/versions")
    @Operation(
            summary = "The versions of a repository, the newest first, page by page",
            description = "The address of the next page stands in the Link header.")
    public RestResponse<List<Version>> versions(
            String type,
            String ns,
            String name,
            @QueryParam("before") @DefaultValue("2147483647") int before,
            @QueryParam("limit") @DefaultValue("1000") int limit,
            @Context UriInfo asked) {
        ModelName repository = new ModelName(ns, name);
        int count = Math.clamp(limit, 1, 1000);
        List<Version> found =
                catalog.versions(type(type), repository, before, count).orElseThrow(() -> noRepository(repository));
        ResponseBuilder<List<Version>> response = ResponseBuilder.ok(found);
        if (found.size() == count && found.getLast().number() > 1) {
            URI next = asked.getRequestUriBuilder()
                    .replaceQueryParam("before", found.getLast().number())
                    .build();
            response.header("Link", "<" + next.toASCIIString() + ">; rel=\"next\"");
        }
        return response.build();
    }

    @GET
    @Path("/{ns}/{name}/versions/{revision}")
    @Operation(summary = "One version, by number, alias, commit or 'main'")
    public Version version(String type, String ns, String name, String revision) {
        ModelName repository = new ModelName(ns, name);
        return catalog.version(type(type), repository, revision).orElseThrow(() -> noRevision(repository, revision));
    }

    public static RepositoryType type(String plural) {
        return plural.equals("models") ? RepositoryType.MODEL : RepositoryType.DATASET;
    }

    public static Problem noRepository(ModelName name) {
        return Problem.notFound("No such repository", "there is no " + name + " here, or nothing was published to it");
    }

    public static Problem noRevision(ModelName name, String revision) {
        return Problem.notFound(
                "No such revision",
                "there is no version '" + revision + "' of " + name
                        + ": name a number, an alias, a commit (7 digits or more) or main");
    }
}
