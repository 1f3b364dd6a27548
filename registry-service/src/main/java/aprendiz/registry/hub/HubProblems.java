package aprendiz.registry.hub;

import aprendiz.registry.Problems;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What the Hub's routes refuse, in the Hub's shape. */
class HubProblems {

    @ServerExceptionMapper
    RestResponse<HubProblem.Body> refused(HubProblem problem) {
        return problem.response();
    }

    /** What went wrong below comes in the shape of the native API. */
    @ServerResponseFilter
    void translate(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Problems.Details details
                && !request.getUriInfo().getPath().startsWith("/v1/")) {
            response.setEntity(new HubProblem.Body(details.detail()), null, MediaType.APPLICATION_JSON_TYPE);
            response.getHeaders().putSingle("X-Error-Message", HubProblem.printable(details.detail()));
        }
    }
}
