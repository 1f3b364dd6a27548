package aprendiz.registry.hub;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Problem;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.commits.Commits;
import aprendiz.registry.commits.Home;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What clients ask before they send a commit: W3. */
@Path("/api/{type: models|datasets}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PreuploadResource {

    record Answer(List<Wanted> files) {}

    /** @param oid of what is at the path now; a client whose file has the same need not send it */
    record Wanted(String path, String uploadMode, boolean shouldIgnore, String oid) {}

    private final Homes homes;
    private final Commits commits;
    private final Blobs blobs;
    private final HubSettings settings;

    PreuploadResource(Homes homes, Commits commits, Blobs blobs, HubSettings settings) {
        this.homes = homes;
        this.commits = commits;
        this.blobs = blobs;
        this.settings = settings;
    }

    @POST
    @Path("/{ns}/{name}/preupload/{revision}")
    public Answer preupload(
            String type,
            String ns,
            String name,
            String revision,
            JsonNode body,
            @HeaderParam("User-Agent") String userAgent)
            throws IOException {
        Home home = homes.find(type, ns, name);
        String oid = homes.oid(home, revision);
        List<Wanted> wanted = new ArrayList<>();
        for (JsonNode file : body == null ? List.<JsonNode>of() : body.path("files")) {
            String path = FileEntry.checkPath(file.path("path").asText());
            long size = file.path("size").asLong(-1);
            if (size < 0) {
                throw Problem.invalid("No size", path + ": its size must be given");
            }
            boolean lfs = settings.uploadMode().isLfs(path, size, userAgent, settings.largestRegular());
            Optional<FileEntry> before = commits.file(home, oid, path).filter(entry -> entry.size() == size);
            wanted.add(
                    new Wanted(path, lfs ? "lfs" : "regular", false, before.isEmpty() ? null : oid(before.get(), lfs)));
        }
        return new Answer(wanted);
    }

    /** As the client will name its own file: by SHA-256 for LFS, as git does otherwise. */
    private String oid(FileEntry file, boolean lfs) throws IOException {
        Digest sha256 = file.sha256();
        if (lfs) {
            return sha256.hex();
        }
        if (blobs.size(sha256).orElse(-1) != file.size()) {
            return null;
        }
        try (InputStream in = blobs.open(sha256, 0)) {
            return GitOid.of(in, file.size());
        }
    }

    /** Python clients that insist on Xet come here with files that are too large for a commit. */
    @GET
    @Path("/{ns}/{name}/xet-write-token/{revision}")
    public void xet(String type, String ns, String name, String revision) {
        throw new HubProblem(
                404,
                null,
                null,
                "there is no Xet storage here; set HF_HUB_DISABLE_XET=1 to send large files by git-LFS");
    }
}
