package aprendiz.registry.retention;

import aprendiz.model.catalog.Scrub;
import aprendiz.model.catalog.Sweep;
import aprendiz.registry.access.Door;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Sweeping and scrubbing over HTTP, for whoever may write everywhere. */
@Path("/v1/retention")
@Tag(name = "Retention")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RetentionResource {

    private final Sweeper sweeper;
    private final Scrubber scrubber;
    private final Door.Visitor visitor;

    RetentionResource(Sweeper sweeper, Scrubber scrubber, Door.Visitor visitor) {
        this.sweeper = sweeper;
        this.scrubber = scrubber;
        this.visitor = visitor;
    }

    @POST
    @Path("/sweep")
    @Operation(
            summary = "Give back the room of bytes that nothing needs",
            description = "Only counts them unless dryRun is false.")
    public Sweep sweep(@QueryParam("dryRun") @DefaultValue("true") boolean dryRun) throws IOException {
        requireWholeHouse();
        return sweeper.sweep(dryRun);
    }

    @GET
    @Path("/scrub")
    @Operation(summary = "How the bytes are: how many, when they were read again, which are rotten")
    public Scrub report() {
        return scrubber.report();
    }

    @POST
    @Path("/scrub")
    @Operation(summary = "Read blobs again now, those first that were read longest ago")
    public Scrub scrub(@QueryParam("bytes") @DefaultValue("1073741824") long bytes)
            throws IOException, InterruptedException {
        requireWholeHouse();
        return scrubber.now(bytes);
    }

    private void requireWholeHouse() {
        if (!visitor.identity().namespaces().isEmpty()) {
            throw new ForbiddenException("this concerns every namespace, and the token of "
                    + visitor.identity().name() + " opens some only");
        }
    }
}
