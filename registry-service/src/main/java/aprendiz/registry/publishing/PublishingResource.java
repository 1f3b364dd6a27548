package aprendiz.registry.publishing;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Publication;
import aprendiz.model.catalog.Version;
import aprendiz.registry.access.Door;
import aprendiz.registry.catalog.CatalogResource;
import aprendiz.registry.publishing.Publishing.Published;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Publishing over HTTP. */
@Path("/v1/{type: models|datasets}/{ns}/{name}/versions")
@Tag(name = "Publishing")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PublishingResource {

    private final Publishing publishing;
    private final PushedFiles pushed;
    private final Door.Visitor visitor;

    PublishingResource(Publishing publishing, PushedFiles pushed, Door.Visitor visitor) {
        this.publishing = publishing;
        this.pushed = pushed;
        this.visitor = visitor;
    }

    @POST
    @Operation(
            summary = "Publish uploaded blobs, or a pushed commit, as a new version",
            description =
                    "201 with the new version; 200 with the existing one if the content or the key is known; 400 with"
                            + " every reason at once if it cannot be published.")
    public RestResponse<Version> publish(String type, String ns, String name, Publication publication)
            throws IOException {
        if (publication == null) {
            throw Problem.invalid("Nothing to publish", "the request has no body: say which files make the version");
        }
        RepositoryType repository = CatalogResource.type(type);
        ModelName model = new ModelName(ns, name);
        Publication whole = publication.commit() == null
                ? publication
                : publication.withFiles(pushed.of(repository, model, publication.commit()));
        Published published = publishing.publish(repository, model, whole, visitor.identity());
        return RestResponse.status(
                published.fresh() ? RestResponse.Status.CREATED : RestResponse.Status.OK, published.version());
    }
}
