package aprendiz.registry.hub;

import aprendiz.registry.commits.Commit;
import aprendiz.registry.commits.Commits;
import aprendiz.registry.commits.Home;
import aprendiz.registry.commits.References;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** Commits, and what names them: R7, tags, branches. */
@Path("/api/{type: models|datasets}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class HistoryResource {

    record Reference(String name, String ref, String targetCommit) {}

    record All(List<Reference> branches, List<Reference> converts, List<Reference> tags) {}

    record Author(String user) {}

    record Entry(String id, String title, String message, Instant date, List<Author> authors) {}

    private final Homes homes;
    private final Commits commits;
    private final References references;

    HistoryResource(Homes homes, Commits commits, References references) {
        this.homes = homes;
        this.commits = commits;
        this.references = references;
    }

    @GET
    @Path("/{ns}/{name}/refs")
    public All refs(String type, String ns, String name) {
        References.All all = references.all(homes.find(type, ns, name));
        return new All(named("refs/heads/", all.branches()), List.of(), named("refs/tags/", all.tags()));
    }

    private static List<Reference> named(String prefix, List<References.Reference> references) {
        return references.stream()
                .map(one -> new Reference(one.name(), prefix + one.name(), one.oid()))
                .toList();
    }

    @GET
    @Path("/{ns}/{name}/commits/{revision}")
    public RestResponse<List<Entry>> history(
            String type,
            String ns,
            String name,
            String revision,
            @QueryParam("p") @DefaultValue("0") int page,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @Context UriInfo uri) {
        Home home = homes.find(type, ns, name);
        String oid = homes.oid(home, revision);
        Next next = new Next(uri);
        int count = Math.clamp(limit, 1, 1000);
        String cursor = next.cursor();
        int skip = cursor == null ? Math.clamp(page, 0, 1_000_000) * count : offset(cursor);
        List<Commit> found = commits.history(home, oid, skip, count + 1);
        List<Entry> entries =
                found.stream().limit(count).map(HistoryResource::entry).toList();
        return next.page(entries, found.size() > count ? Integer.toString(skip + count) : null)
                .header("X-Total-Count", commits.depth(home, oid))
                .build();
    }

    private static int offset(String cursor) {
        try {
            return Math.clamp(Integer.parseInt(cursor), 0, Integer.MAX_VALUE >> 1);
        } catch (NumberFormatException e) {
            throw new HubProblem(400, null, null, "the cursor is none that this registry gave");
        }
    }

    private static Entry entry(Commit commit) {
        return new Entry(
                commit.oid(), commit.title(), commit.description(), commit.at(), List.of(new Author(commit.author())));
    }

    @POST
    @Path("/{ns}/{name}/tag/{revision}")
    public void tag(String type, String ns, String name, String revision, JsonNode body) {
        Home home = homes.find(type, ns, name);
        String tag = body == null ? "" : body.path("tag").asText("");
        references.addTag(
                home,
                tag,
                homes.oid(home, revision),
                body == null ? "" : body.path("message").asText(""));
    }

    @DELETE
    @Path("/{ns}/{name}/tag/{tag}")
    public void deleteTag(String type, String ns, String name, String tag) {
        Home home = homes.find(type, ns, name);
        if (!references.deleteTag(home, tag)) {
            throw stays(home, tag, "tag");
        }
    }

    @POST
    @Path("/{ns}/{name}/branch/{branch}")
    public void branch(String type, String ns, String name, String branch, JsonNode body) {
        Home home = homes.find(type, ns, name);
        JsonNode wish = body == null ? JsonNodeFactory.instance.objectNode() : body;
        String start = homes.oid(home, wish.path("startingPoint").asText("main"));
        if (wish.path("overwrite").asBoolean() && commits.head(home, branch).isPresent()) {
            references.moveBranch(home, branch, start);
        } else {
            references.addBranch(home, branch, start);
        }
    }

    @DELETE
    @Path("/{ns}/{name}/branch/{branch}")
    public void deleteBranch(String type, String ns, String name, String branch) {
        Home home = homes.find(type, ns, name);
        if (!references.deleteBranch(home, branch)) {
            throw stays(home, branch, "branch");
        }
    }

    /** What is no tag or branch may be an alias or a version. */
    private HubProblem stays(Home home, String name, String wanted) {
        return commits.oid(home, name).isEmpty()
                ? HubProblem.noRevision(home.name(), name)
                : new HubProblem(
                        403,
                        null,
                        null,
                        "'" + name + "' is no " + wanted + " of " + home.name()
                                + " but an alias, a version or a commit, which are not deleted here");
    }
}
