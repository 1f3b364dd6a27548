package aprendiz.registry.search;

import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Found;
import aprendiz.model.catalog.VersionOrder;
import aprendiz.registry.access.Door;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Finding versions over HTTP. The address of the next page stands in the {@code Link} header. */
@Path("/v1/search/{type: models|datasets}")
@Tag(name = "Search")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SearchResource {

    private final Search search;
    private final Door.Visitor visitor;

    SearchResource(Search search, Door.Visitor visitor) {
        this.search = search;
        this.visitor = visitor;
    }

    @GET
    @Operation(
            summary = "Versions that meet all conditions, page by page",
            description = "sort: newest, oldest, name, highest:METRIC or lowest:METRIC. Files are left out.")
    public RestResponse<List<Found>> versions(
            String type,
            @BeanParam Asked asked,
            @QueryParam("sort") @DefaultValue("newest") String sort,
            @Context UriInfo uri) {
        return search.versions(
                        asked.query(type(type)), VersionOrder.of(sort), asked.cursor, asked.count(), visitor.identity())
                .answer(uri);
    }

    static RepositoryType type(String plural) {
        return plural.equals("models") ? RepositoryType.MODEL : RepositoryType.DATASET;
    }
}
