package aprendiz.registry.hub;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the Hub's routes refuse, in the Hub's shape. */
class HubProblems {

    @ServerExceptionMapper
    RestResponse<HubProblem.Body> refused(HubProblem problem) {
        return problem.response();
    }
}
