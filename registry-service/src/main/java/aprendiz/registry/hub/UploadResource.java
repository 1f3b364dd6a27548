package aprendiz.registry.hub;

import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.registry.blobs.BlobShelf;
import aprendiz.registry.blobs.Body;
import aprendiz.registry.commits.Commits;
import aprendiz.registry.commits.Home;
import aprendiz.registry.commits.Possession;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;

/** W5: bytes come in at an address that is signed, without a token. Again does no harm. */
@Path("/api/lfs")
@RunOnVirtualThread
public class UploadResource {

    private final Tickets tickets;
    private final Commits commits;
    private final BlobShelf shelf;
    private final Possession possession;

    UploadResource(Tickets tickets, Commits commits, BlobShelf shelf, Possession possession) {
        this.tickets = tickets;
        this.commits = commits;
        this.shelf = shelf;
        this.possession = possession;
    }

    @PUT
    @Path("/{type}/{owner}/{repository}/{sha256}")
    @Consumes(MediaType.WILDCARD)
    public void put(
            String type,
            String owner,
            String repository,
            String sha256,
            @QueryParam("size") long size,
            @QueryParam("expires") long expires,
            @QueryParam("signature") String signature,
            @HeaderParam("Content-Length") Long length,
            @Context HttpServerRequest request)
            throws IOException {
        Digest digest = new Digest(sha256);
        ModelName name = new ModelName(owner, repository);
        tickets.check(new Ticket(Homes.type(type), name, digest, size, expires), signature);
        if (length != null && length != size) {
            throw Exactly.wrong(sha256, length, size);
        }
        Home home = commits.find(Homes.type(type), name)
                .orElseThrow(() -> HubProblem.noRepository(Homes.type(type), name.toString()));
        shelf.keep(digest, new Exactly(Body.of(request), size, sha256));
        possession.brought(home, digest);
    }
}
