package aprendiz.registry.hub;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Problem;
import aprendiz.registry.RegistrySettings;
import aprendiz.registry.access.Door;
import aprendiz.registry.blobs.BlobShelf;
import aprendiz.registry.blobs.Scratch;
import aprendiz.registry.commits.Branches;
import aprendiz.registry.commits.Change;
import aprendiz.registry.commits.Commits;
import aprendiz.registry.commits.Home;
import aprendiz.registry.commits.Possession;
import aprendiz.registry.commits.Push;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** W7: a commit comes in, all of it or nothing. */
@Path("/api/{type: models|datasets}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CommitResource {

    record Committed(boolean success, String commitUrl, String commitOid, String hookOutput) {}

    private final Homes homes;
    private final Commits commits;
    private final Branches branches;
    private final Possession possession;
    private final BlobShelf shelf;
    private final Scratch scratch;
    private final Door.Visitor visitor;
    private final HubSettings settings;
    private final RegistrySettings limits;

    CommitResource(
            Homes homes,
            Commits commits,
            Branches branches,
            Possession possession,
            BlobShelf shelf,
            Scratch scratch,
            Door.Visitor visitor,
            HubSettings settings,
            RegistrySettings limits) {
        this.homes = homes;
        this.commits = commits;
        this.branches = branches;
        this.possession = possession;
        this.shelf = shelf;
        this.scratch = scratch;
        this.visitor = visitor;
        this.settings = settings;
        this.limits = limits;
    }

    @POST
    @Path("/{ns}/{name}/commit/{revision}")
    @Consumes(MediaType.WILDCARD)
    public Committed commit(
            String type,
            String ns,
            String name,
            String revision,
            @QueryParam("create_pr") String pullRequest,
            InputStream body,
            @Context UriInfo uri)
            throws IOException {
        Home home = homes.find(type, ns, name);
        if (pullRequest != null) {
            throw new HubProblem(403, null, null, "there are no pull requests here: push to a branch");
        }
        String branch = branch(home, revision);
        SentCommitReader reader = new SentCommitReader(scratch, settings.largestRegular(), 2 * limits.maxFiles() + 1);
        try (SentCommit sent = reader.read(body)) {
            SentCommit.Header header = sent.header();
            Push push = new Push(
                    header.title(),
                    header.description(),
                    visitor.identity().name(),
                    header.parent(),
                    changes(home, sent.lines()));
            String oid = branches.push(home, branch, push);
            return new Committed(true, Addresses.of(uri).commit(home.type(), home.name(), oid), oid, "");
        } catch (Problem e) {
            throw switch (e.kind()) {
                case CONFLICT -> new HubProblem(412, null, null, e.getMessage());
                case NOT_FOUND -> new HubProblem(404, "EntryNotFound", null, e.getMessage());
                case INVALID, REFUSED, BUSY, INTERNAL, UNAVAILABLE -> e;
            };
        }
    }

    private String branch(Home home, String revision) {
        String branch = revision.startsWith("refs/heads/") ? revision.substring("refs/heads/".length()) : revision;
        branch = branch.equals("HEAD") ? "main" : branch;
        if (commits.head(home, branch).isEmpty()) {
            homes.oid(home, revision);
            throw new HubProblem(
                    403,
                    null,
                    null,
                    "'" + revision + "' is no branch of " + home.name()
                            + ": push to main or another branch; versions and tags stay, and aliases move by /v1");
        }
        return branch;
    }

    /** Keeps what the commit carries and finds what it refers to; only then is anything kept. */
    private List<Change> changes(Home home, List<SentCommit.Line> lines) throws IOException {
        List<Change> changes = new ArrayList<>();
        for (SentCommit.Line line : lines) {
            switch (line) {
                case SentCommit.File file -> changes.add(new Change.Put(file.entry()));
                case SentCommit.LfsFile(String path, Digest sha256, long size) ->
                    changes.add(new Change.Put(found(home, path, sha256, size)));
                case SentCommit.DeletedFile(String path) -> changes.add(new Change.DeleteFile(path));
                case SentCommit.DeletedFolder(String path) -> changes.add(new Change.DeleteFolder(path));
                case SentCommit.Header header -> throw new IllegalStateException("no line but the header: " + header);
            }
        }
        for (SentCommit.Line line : lines) {
            if (line instanceof SentCommit.File(String path, Parcel content)) {
                try (InputStream in = content.read()) {
                    shelf.keep(content.sha256(), in);
                }
                possession.brought(home, content.sha256());
            }
        }
        return changes;
    }

    private FileEntry found(Home home, String path, Digest sha256, long size) {
        long known = possession
                .size(home, sha256)
                .orElseThrow(() -> new HubProblem(
                        400,
                        null,
                        null,
                        path + ": the bytes of " + sha256 + " have not come; upload them by git-LFS first"));
        if (size >= 0 && size != known) {
            throw new HubProblem(
                    400, null, null, path + ": claims " + size + " bytes, but " + sha256 + " has " + known);
        }
        return new FileEntry(path, known, sha256);
    }
}
