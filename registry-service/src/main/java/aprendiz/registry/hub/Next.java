package aprendiz.registry.hub;

import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Pages of a long answer: the next one's absolute address stands in the {@code Link} header. */
record Next(UriInfo uri) {

    /** Where the request says that the page begins; null for the first. */
    String cursor() {
        String cursor = uri.getQueryParameters().getFirst("cursor");
        try {
            return cursor == null ? null : new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new HubProblem(400, null, null, "the cursor is none that this registry gave");
        }
    }

    /** @param cursor where the next page begins; null if this is the last */
    <T> ResponseBuilder<List<T>> page(List<T> entries, String cursor) {
        ResponseBuilder<List<T>> response = ResponseBuilder.ok(entries).type("application/json");
        if (cursor != null) {
            String word =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
            String next = uri.getRequestUriBuilder()
                    .replaceQueryParam("cursor", word)
                    .build()
                    .toASCIIString();
            response.header("Link", "<" + next + ">; rel=\"next\"");
        }
        return response;
    }

    <T> RestResponse<List<T>> answer(List<T> entries, String cursor) {
        return page(entries, cursor).build();
    }
}
