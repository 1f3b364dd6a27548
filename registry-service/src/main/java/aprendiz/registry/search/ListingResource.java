package aprendiz.registry.search;

import aprendiz.model.catalog.Repository;
import aprendiz.registry.access.Door;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Listing repositories over HTTP. The address of the next page stands in the {@code Link} header. */
@Path("/v1/{type: models|datasets}")
@Tag(name = "Search")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ListingResource {

    private final Search search;
    private final Door.Visitor visitor;

    ListingResource(Search search, Door.Visitor visitor) {
        this.search = search;
        this.visitor = visitor;
    }

    @GET
    @Operation(
            summary = "Models or data sets, sorted by name, page by page",
            description = "With conditions: those of which at least one version meets them all.")
    public RestResponse<List<Repository>> repositories(String type, @BeanParam Asked asked, @Context UriInfo uri) {
        return search.repositories(
                        asked.query(SearchResource.type(type)), asked.cursor, asked.count(), visitor.identity())
                .answer(uri);
    }
}
