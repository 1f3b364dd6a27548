package aprendiz.registry.catalog;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Publication;
import aprendiz.model.catalog.Repository;
import aprendiz.model.catalog.Version;
import aprendiz.registry.catalog.Publishing.Published;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Models, data sets and their versions over HTTP. {@code {type}} is {@code models} or {@code datasets}. */
@Path("/v1/{type: models|datasets}")
@Tag(name = "Catalog")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CatalogResource {

    private final Catalog catalog;
    private final Publishing publishing;

    CatalogResource(Catalog catalog, Publishing publishing) {
        this.catalog = catalog;
        this.publishing = publishing;
    }

    @GET
    @Operation(summary = "Every repository of a type, sorted by name")
    public List<Repository> list(String type) {
        return catalog.repositories(type(type));
    }

    @GET
    @Path("/{ns}/{name}")
    public Repository repository(String type, String ns, String name) {
        ModelName repository = new ModelName(ns, name);
        return catalog.repository(type(type), repository).orElseThrow(() -> noRepository(repository));
    }

    @GET
    @Path("/{ns}/{name}/versions")
    @Operation(summary = "Every version, the newest first")
    public List<Version> versions(String type, String ns, String name) {
        ModelName repository = new ModelName(ns, name);
        return catalog.versions(type(type), repository).orElseThrow(() -> noRepository(repository));
    }

    @GET
    @Path("/{ns}/{name}/versions/{revision}")
    @Operation(summary = "One version, by number, alias, commit or 'main'")
    public Version version(String type, String ns, String name, String revision) {
        ModelName repository = new ModelName(ns, name);
        return catalog.version(type(type), repository, revision).orElseThrow(() -> noRevision(repository, revision));
    }

    @POST
    @Path("/{ns}/{name}/versions")
    @Operation(
            summary = "Publish uploaded blobs as a new version",
            description = "201 with the new version; 200 with the existing one if the content or the key is known.")
    public RestResponse<Version> publish(String type, String ns, String name, Publication publication)
            throws IOException {
        if (publication == null) {
            throw Problem.invalid("Nothing to publish", "the request has no body: say which files make the version");
        }
        Published published = publishing.publish(type(type), new ModelName(ns, name), publication);
        return RestResponse.status(
                published.fresh() ? RestResponse.Status.CREATED : RestResponse.Status.OK, published.version());
    }

    static RepositoryType type(String plural) {
        return plural.equals("models") ? RepositoryType.MODEL : RepositoryType.DATASET;
    }

    static Problem noRepository(ModelName name) {
        return Problem.notFound("No such repository", "there is no " + name + " here, or nothing was published to it");
    }

    static Problem noRevision(ModelName name, String revision) {
        return Problem.notFound(
                "No such revision",
                "there is no version '" + revision + "' of " + name
                        + ": name a number, an alias, a commit (7 digits or more) or main");
    }
}
