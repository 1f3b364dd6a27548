package aprendiz.registry.hub;

import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Repository;
import aprendiz.model.catalog.Version;
import aprendiz.registry.catalog.Catalog;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jboss.resteasy.reactive.RestForm;

/** What the Hub's {@code /api/models} and {@code /api/datasets} say: R1, R2, R6 and R7. */
@Path("/api/{type: models|datasets}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class HubResource {

    private static final Set<String> TRUE = Set.of("true", "1", "");

    private final Catalog catalog;

    HubResource(Catalog catalog) {
        this.catalog = catalog;
    }

    @GET
    public List<Description> list(
            String type,
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("author") @DefaultValue("") String author,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        return catalog.repositories(type(type)).stream()
                .filter(one -> author.isEmpty() || one.name().namespace().equals(author))
                .filter(one -> lower(one.name().toString()).contains(lower(search)))
                .limit(Math.clamp(limit, 0, 1000))
                .flatMap(one -> catalog.bareVersion(one.type(), one.name(), "main").stream())
                .map(version -> Description.of(version, false))
                .toList();
    }

    @GET
    @Path("/{ns}/{name}")
    public Description info(String type, String ns, String name, @QueryParam("blobs") String blobs) {
        return info(type, ns, name, "main", blobs);
    }

    @GET
    @Path("/{ns}/{name}/revision/{revision}")
    public Description info(String type, String ns, String name, String revision, @QueryParam("blobs") String blobs) {
        return Description.of(repository(type, ns, name).version(revision), isTrue(blobs));
    }

    @GET
    @Path("/{ns}/{name}/tree/{revision}")
    public List<Tree.Node> tree(
            String type, String ns, String name, String revision, @QueryParam("recursive") String recursive) {
        return tree(type, ns, name, revision, "", recursive);
    }

    @GET
    @Path("/{ns}/{name}/tree/{revision}/{path: .+}")
    public List<Tree.Node> tree(
            String type,
            String ns,
            String name,
            String revision,
            String path,
            @QueryParam("recursive") String recursive) {
        HubRepository repository = repository(type, ns, name);
        Version version = repository.version(revision);
        return new Tree(version.files())
                .list(path, isTrue(recursive))
                .orElseThrow(() -> HubProblem.noEntry(repository.name(), version.commit(), path));
    }

    @POST
    @Path("/{ns}/{name}/paths-info/{revision}")
    @Consumes(MediaType.APPLICATION_JSON)
    public List<Tree.Node> pathsInfo(String type, String ns, String name, String revision, JsonNode body) {
        List<String> paths = new ArrayList<>();
        body.path("paths").forEach(path -> paths.add(path.asText()));
        return pathsInfo(type, ns, name, revision, paths);
    }

    @POST
    @Path("/{ns}/{name}/paths-info/{revision}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public List<Tree.Node> pathsInfo(
            String type, String ns, String name, String revision, @RestForm List<String> paths) {
        return new Tree(repository(type, ns, name).version(revision).files()).find(paths);
    }

    @GET
    @Path("/{ns}/{name}/refs")
    public References refs(String type, String ns, String name) {
        HubRepository named = repository(type, ns, name);
        Repository repository = catalog.repository(named.type(), named.name())
                .orElseThrow(
                        () -> HubProblem.noRepository(named.type(), named.name().toString()));
        return References.of(
                repository, catalog.versions(named.type(), named.name()).orElse(List.of()));
    }

    private HubRepository repository(String type, String ns, String name) {
        return HubRepository.of(catalog, type(type), ns, name);
    }

    private static RepositoryType type(String plural) {
        return plural.equals("models") ? RepositoryType.MODEL : RepositoryType.DATASET;
    }

    /** Clients write {@code true}, {@code True} or {@code 1}. */
    private static boolean isTrue(String flag) {
        return flag != null && TRUE.contains(lower(flag));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
