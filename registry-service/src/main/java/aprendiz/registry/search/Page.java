package aprendiz.registry.search;

import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Some entries of a long answer.
 *
 * @param next where the next page begins; null for the last one
 */
record Page<T>(List<T> entries, Cursor next) {
    Page {
        entries = List.copyOf(entries);
    }

    /** The entries, and in a {@code Link} header the address of the next page. */
    RestResponse<List<T>> answer(UriInfo asked) {
        ResponseBuilder<List<T>> response = ResponseBuilder.ok(entries);
        if (next != null) {
            String address = asked.getRequestUriBuilder()
                    .replaceQueryParam("cursor", next)
                    .build()
                    .toASCIIString();
            response.header("Link", "<" + address + ">; rel=\"next\"");
        }
        return response.build();
    }
}
