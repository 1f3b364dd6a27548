package aprendiz.registry.hub;

import aprendiz.registry.access.Access;
import aprendiz.registry.access.Door;
import aprendiz.registry.access.Identity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** R8: whose token it is. Without tokens everybody is the same user, who may write. */
@Path("/api/whoami-v2")
@RunOnVirtualThread
public class WhoAmI {

    record User(String type, String id, String name, String fullname, List<String> orgs, Auth auth) {}

    record Auth(String type, AccessToken accessToken) {}

    record AccessToken(String displayName, String role, Instant createdAt) {}

    private final Access access;
    private final Door.Visitor visitor;
    private final HubSettings settings;

    WhoAmI(Access access, Door.Visitor visitor, HubSettings settings) {
        this.access = access;
        this.visitor = visitor;
        this.settings = settings;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public User whoAmI() {
        Identity caller = visitor.identity();
        if (access.isOn() && caller.isAnonymous()) {
            throw new HubProblem(401, null, null, "Invalid credentials in Authorization header");
        }
        String name = access.isOn() ? caller.name() : settings.defaultNamespace();
        String role = caller.role().name().toLowerCase(Locale.ROOT);
        return new User(
                "user",
                name,
                name,
                name,
                List.of(),
                new Auth("access_token", new AccessToken(name, role, Instant.EPOCH)));
    }
}
