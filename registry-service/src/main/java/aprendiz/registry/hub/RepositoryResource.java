package aprendiz.registry.hub;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.registry.access.Door;
import aprendiz.registry.commits.Repositories;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestResponse;

/** Repositories begin and end here: W1, moving and deleting. */
@Path("/api/repos")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RepositoryResource {

    /** @param error null where all went well */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Created(String url, String id, String name, String error) {}

    private final Repositories repositories;
    private final Homes homes;
    private final Door.Visitor visitor;
    private final HubSettings settings;

    RepositoryResource(Repositories repositories, Homes homes, Door.Visitor visitor, HubSettings settings) {
        this.repositories = repositories;
        this.homes = homes;
        this.visitor = visitor;
        this.settings = settings;
    }

    @POST
    @Path("/create")
    public RestResponse<Created> create(JsonNode body, @Context UriInfo uri) {
        RepositoryType type = type(body);
        ModelName name = name(body);
        checkMayWrite(name);
        boolean fresh = repositories.create(
                type, name, isClosed(body), visitor.identity().name());
        String url = Addresses.of(uri).page(type, name);
        return fresh
                ? RestResponse.ok(new Created(url, name.toString(), name.toString(), null))
                : RestResponse.status(
                        RestResponse.Status.CONFLICT,
                        new Created(
                                url, name.toString(), name.toString(), "You already created this " + type + " repo"));
    }

    @DELETE
    @Path("/delete")
    public void delete(JsonNode body) {
        ModelName name = name(body);
        checkMayWrite(name);
        repositories.delete(homes.find(type(body), name.namespace(), name.name()));
    }

    @POST
    @Path("/move")
    public void move(JsonNode body) {
        ModelName from = ModelName.of(text(body, "fromRepo"));
        ModelName to = ModelName.of(text(body, "toRepo"));
        checkMayWrite(from);
        checkMayWrite(to);
        repositories.rename(homes.find(type(body), from.namespace(), from.name()), to);
    }

    private void checkMayWrite(ModelName name) {
        if (!visitor.identity().mayWrite(name.namespace())) {
            throw new HubProblem(403, null, null, "your token does not allow writing to " + name.namespace());
        }
    }

    private static RepositoryType type(JsonNode body) {
        return body == null
                ? RepositoryType.MODEL
                : RepositoryType.of(body.path("type").asText("model"));
    }

    /** {@code name} with an {@code organization} beside it, or in it, or neither. */
    private ModelName name(JsonNode body) {
        String name = text(body, "name");
        if (name.contains("/")) {
            return ModelName.of(name);
        }
        return new ModelName(body.path("organization").asText(settings.defaultNamespace()), name);
    }

    private static String text(JsonNode body, String field) {
        String text = body == null ? null : body.path(field).textValue();
        if (text == null) {
            throw Problem.invalid("Incomplete", "the request must say '" + field + "'");
        }
        return text;
    }

    static boolean isClosed(JsonNode body) {
        return body.path("private").asBoolean(false)
                || body.path("visibility").asText("").equals("private");
    }
}
