package aprendiz.registry.hub;

import aprendiz.model.FileEntry;
import aprendiz.registry.commits.Commits;
import aprendiz.registry.commits.Home;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;

/** What the Hub's {@code /api/models} and {@code /api/datasets} say of one repository: R1, R2, and R6. */
@Path("/api/{type: models|datasets}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class HubResource {

    private static final Set<String> TRUE = Set.of("true", "1", "");

    private final Homes homes;
    private final Commits commits;
    private final Cards cards;
    private final HubSettings settings;

    HubResource(Homes homes, Commits commits, Cards cards, HubSettings settings) {
        this.homes = homes;
        this.commits = commits;
        this.cards = cards;
        this.settings = settings;
    }

    @GET
    @Path("/{ns}/{name}")
    public Description info(String type, String ns, String name, @QueryParam("blobs") String blobs) {
        return info(type, ns, name, "main", blobs);
    }

    @GET
    @Path("/{ns}/{name}/revision/{revision}")
    public Description info(String type, String ns, String name, String revision, @QueryParam("blobs") String blobs) {
        Home home = homes.find(type, ns, name);
        String oid = homes.oid(home, revision);
        return Description.of(
                home, commits.commit(home, oid).orElseThrow(), commits.files(home, oid), cards, isTrue(blobs));
    }

    @GET
    @Path("/{ns}/{name}/tree/{revision}")
    public RestResponse<List<Tree.Node>> tree(
            String type,
            String ns,
            String name,
            String revision,
            @QueryParam("recursive") String recursive,
            @QueryParam("limit") @DefaultValue("1000000") int limit,
            @Context UriInfo uri) {
        return tree(type, ns, name, revision, "", recursive, limit, uri);
    }

    @GET
    @Path("/{ns}/{name}/tree/{revision}/{path: .+}")
    public RestResponse<List<Tree.Node>> tree(
            String type,
            String ns,
            String name,
            String revision,
            String path,
            @QueryParam("recursive") String recursive,
            @QueryParam("limit") @DefaultValue("1000000") int limit,
            @Context UriInfo uri) {
        Home home = homes.find(type, ns, name);
        String oid = homes.oid(home, revision);
        List<Tree.Node> nodes = new Tree(commits.files(home, oid))
                .list(path, isTrue(recursive))
                .orElseThrow(() -> HubProblem.noEntry(home.name(), oid, path));
        Next next = new Next(uri);
        String from = next.cursor();
        List<Tree.Node> rest = from == null
                ? nodes
                : nodes.stream().filter(node -> node.path().compareTo(from) > 0).toList();
        int count = Math.clamp(limit, 1, settings.page());
        List<Tree.Node> page = rest.subList(0, Math.min(count, rest.size()));
        return next.page(page, rest.size() > count ? page.getLast().path() : null)
                .header("X-Repo-Commit", oid)
                .build();
    }

    @POST
    @Path("/{ns}/{name}/paths-info/{revision}")
    @Consumes(MediaType.APPLICATION_JSON)
    public List<Tree.Node> pathsInfo(String type, String ns, String name, String revision, JsonNode body) {
        List<String> paths = new ArrayList<>();
        JsonNode wanted = body == null ? null : body.path("paths");
        if (wanted != null && wanted.isTextual()) {
            paths.add(wanted.textValue());
        } else if (wanted != null) {
            wanted.forEach(path -> paths.add(path.asText()));
        }
        return pathsInfo(type, ns, name, revision, paths);
    }

    @POST
    @Path("/{ns}/{name}/paths-info/{revision}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public List<Tree.Node> pathsInfo(
            String type, String ns, String name, String revision, @RestForm List<String> paths) {
        Home home = homes.find(type, ns, name);
        List<FileEntry> files = commits.files(home, homes.oid(home, revision));
        return new Tree(files).find(paths);
    }

    /** Clients write {@code true}, {@code True} or {@code 1}. */
    private static boolean isTrue(String flag) {
        return flag != null && TRUE.contains(flag.toLowerCase(Locale.ROOT));
    }
}
