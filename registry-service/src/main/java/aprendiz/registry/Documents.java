package aprendiz.registry;

import aprendiz.model.Json;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** How JSON comes in: read as strictly as the files of a checkpoint, and no more than fits in memory. */
public class Documents {

    private final RegistrySettings settings;

    Documents(RegistrySettings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    static ObjectMapper json() {
        return Json.MAPPER;
    }

    @ServerRequestFilter
    Response refuseLarge(ContainerRequestContext request) {
        boolean streamed = request.getUriInfo().getPath().startsWith("/v1/blobs/");
        if (streamed || request.getMediaType() == null) {
            return null;
        }
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return Response.status(Response.Status.LENGTH_REQUIRED).build();
        }
        return Long.parseLong(length) > settings.maxDocument()
                ? Response.status(Response.Status.REQUEST_ENTITY_TOO_LARGE).build()
                : null;
    }
}
