package aprendiz.registry.access;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets requests in, or says 401 to who is unknown and 403 to who may not; remembers who came. */
public class Door {

    /** The caller of the request that is being answered. */
    @RequestScoped
    public static class Visitor {
        private Identity identity;

        public Identity identity() {
            return identity;
        }

        void enter(Identity who) {
            identity = who;
        }
    }

    /** The body of a refusal, which the Hub's clients and everybody else can read. */
    public record Refusal(String error) {}

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Access access;
    private final Visitor visitor;

    Door(Access access, Visitor visitor) {
        this.access = access;
        this.visitor = visitor;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    RestResponse<Refusal> enter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (path.startsWith("/api/lfs/")) {
            // its address is signed
            return null;
        }
        Identity caller = access.caller(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .orElse(null);
        if (caller == null) {
            return refuse(RestResponse.Status.UNAUTHORIZED, "Invalid credentials in Authorization header");
        }
        visitor.enter(caller);
        Role needed = isReading(request.getMethod(), path) ? Role.READ : Role.WRITE;
        String namespace = request.getUriInfo().getPathParameters().getFirst("ns");
        boolean nativeApi = path.startsWith("/v1/");
        boolean admitted = caller.role().compareTo(needed) >= 0
                && (needed == Role.READ || namespace == null || caller.mayWrite(namespace))
                && !(nativeApi && caller.isAnonymous() && caller.role() != Role.WRITE);
        if (admitted) {
            return null;
        }
        return caller.isAnonymous()
                ? refuse(
                        RestResponse.Status.UNAUTHORIZED,
                        "this registry asks for a token: send Authorization: Bearer hf_...")
                : refuse(
                        RestResponse.Status.FORBIDDEN,
                        "the token of " + caller.name() + " does not allow this: ask for one that may write"
                                + (namespace == null ? "" : " to " + namespace));
    }

    private static boolean isReading(String method, String path) {
        // the addresses of webhooks are for those who may make some
        return (READING.contains(method) && !path.startsWith("/v1/webhooks"))
                || (path.startsWith("/api/") && path.contains("/paths-info/"));
    }

    private static RestResponse<Refusal> refuse(RestResponse.Status status, String message) {
        return RestResponse.ResponseBuilder.create(status, new Refusal(message))
                .type("application/json")
                .header("X-Error-Message", message.replaceAll("[^ -~]", "?"))
                .build();
    }
}
