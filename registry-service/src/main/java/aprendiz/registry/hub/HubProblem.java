package aprendiz.registry.hub;

import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import org.jboss.resteasy.reactive.RestResponse;

/** A refusal in the Hub's words: a code that its clients turn into their exceptions, and the text in a header too. */
final class HubProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String commit;

    /** @param code as Hub clients know it, or null; {@code commit} likewise */
    HubProblem(int status, String code, String commit, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.commit = commit;
    }

    static HubProblem noRepository(RepositoryType type, String name) {
        return new HubProblem(404, "RepoNotFound", null, "there is no " + type + " " + name + " here");
    }

    static HubProblem noRevision(ModelName name, String revision) {
        return new HubProblem(404, "RevisionNotFound", null, "there is no revision '" + revision + "' of " + name);
    }

    /** Says the commit too, so that clients remember that it has no such file. */
    static HubProblem noEntry(ModelName name, String commit, String path) {
        return new HubProblem(404, "EntryNotFound", commit, "there is no '" + path + "' in " + name + " at " + commit);
    }

    /** The body of a refusal. */
    record Body(String error) {}

    /** A text as it can stand in a header. */
    static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    RestResponse<Body> response() {
        RestResponse.ResponseBuilder<Body> response = RestResponse.ResponseBuilder.create(
                        RestResponse.Status.fromStatusCode(status), new Body(getMessage()))
                .type("application/json")
                .header("X-Error-Message", printable(getMessage()));
        if (code != null) {
            response.header("X-Error-Code", code);
        }
        if (commit != null) {
            response.header("X-Repo-Commit", commit);
        }
        return response.build();
    }
}
