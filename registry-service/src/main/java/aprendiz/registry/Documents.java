package aprendiz.registry;

import aprendiz.model.Json;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** How JSON comes in: read as strictly as the files of a checkpoint, and no more than fits in memory. */
public class Documents {

    private static final MediaType ZIP = new MediaType("application", "zip");

    private final RegistrySettings settings;

    Documents(RegistrySettings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    static ObjectMapper json() {
        return Json.MAPPER;
    }

    /** Whose reader takes care of the size itself: bytes, archives, and the commits of Hub clients. */
    private static boolean isStreamed(String path, MediaType type) {
        return type == null
                || (path.endsWith("/imports") && type.isCompatible(ZIP))
                || path.startsWith("/v1/blobs/")
                || path.startsWith("/api/lfs/")
                || (path.startsWith("/api/") && path.contains("/commit/"));
    }

    @ServerRequestFilter
    void refuseLarge(ContainerRequestContext request) {
        if (isStreamed(request.getUriInfo().getPath(), request.getMediaType())) {
            return;
        }
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            throw new ClientErrorException("say how long the body is, with Content-Length", 411);
        }
        if (Long.parseLong(length) > settings.maxDocument()) {
            throw new ClientErrorException(
                    "a document of " + length + " bytes; " + settings.maxDocument() + " are the most", 413);
        }
    }
}
