package aprendiz.registry.hub;

import aprendiz.registry.commits.Home;
import aprendiz.registry.commits.Repositories;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Opens and closes repositories to callers without a token. */
@Path("/api/{type: models|datasets}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SettingsResource {

    record Settings(@JsonProperty("private") boolean closed) {}

    private final Homes homes;
    private final Repositories repositories;

    SettingsResource(Homes homes, Repositories repositories) {
        this.homes = homes;
        this.repositories = repositories;
    }

    @PUT
    @Path("/{ns}/{name}/settings")
    public Settings settings(String type, String ns, String name, JsonNode body) {
        Home home = homes.find(type, ns, name);
        if (body == null || !(body.has("private") || body.has("visibility"))) {
            return new Settings(home.closed());
        }
        boolean closed = RepositoryResource.isClosed(body);
        repositories.close(home, closed);
        return new Settings(closed);
    }
}
