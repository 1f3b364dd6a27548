package aprendiz.registry.hub;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** R8: everybody is the same user to a registry that listens on its own machine. */
@Path("/api/whoami-v2")
public class WhoAmI {

    record User(String type, String id, String name, String fullname, List<String> orgs, Auth auth) {}

    record Auth(String type, AccessToken accessToken) {}

    record AccessToken(String displayName, String role) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public User whoAmI() {
        return new User(
                "user",
                "anonymous",
                "anonymous",
                "Anonymous",
                List.of(),
                new Auth("access_token", new AccessToken("anonymous", "read")));
    }
}
