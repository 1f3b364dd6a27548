package aprendiz.registry.blobs;

import aprendiz.model.Digest;
import aprendiz.registry.access.Door;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Bytes come in here, before a version gives them a path. */
@Path("/v1/blobs/{sha256}")
@Tag(name = "Blobs")
@RunOnVirtualThread
public class BlobResource {

    /** A blob that is in the store. */
    public record Stored(Digest sha256, long size) {}

    private final BlobShelf shelf;
    private final Carried carried;
    private final Door.Visitor visitor;

    BlobResource(BlobShelf shelf, Carried carried, Door.Visitor visitor) {
        this.shelf = shelf;
        this.carried = carried;
        this.visitor = visitor;
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Keep some bytes",
            description = "Verified while they stream in; a wrong digest leaves nothing.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    public RestResponse<Stored> put(String sha256, @Context HttpServerRequest request) throws IOException {
        Digest digest = new Digest(sha256);
        boolean known = has(digest);
        long size = shelf.keep(digest, Body.of(request));
        carried.bring(visitor.identity(), digest);
        return RestResponse.status(
                known ? RestResponse.Status.OK : RestResponse.Status.CREATED, new Stored(digest, size));
    }

    @HEAD
    @Operation(summary = "Is it here, for who asks?")
    public RestResponse<Void> head(String sha256) throws IOException {
        return has(new Digest(sha256)) ? RestResponse.ok() : RestResponse.notFound();
    }

    private boolean has(Digest sha256) throws IOException {
        return carried.mayUse(visitor.identity(), sha256) && shelf.has(sha256);
    }
}
