package aprendiz.registry.hub;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.RepositoryType;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.blobs.Damage;
import aprendiz.registry.commits.Home;
import aprendiz.registry.signing.Signatures;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** The routes to the bytes of a repository's files. */
abstract class FileRoutes {

    /** Larger files are shown by {@code raw} as the pointer that stands for them in git. */
    private static final long LARGEST_RAW = 1 << 20;

    private final Homes homes;
    private final Blobs blobs;
    private final Damage damage;
    private final Signatures signatures;
    private final RepositoryType type;

    FileRoutes(Homes homes, Blobs blobs, Damage damage, Signatures signatures, RepositoryType type) {
        this.homes = homes;
        this.blobs = blobs;
        this.damage = damage;
        this.signatures = signatures;
        this.type = type;
    }

    @HEAD
    @Path("/resolve/{revision}/{path: .+}")
    public RestResponse<StreamingOutput> head(
            String ns, String name, String revision, String path, @HeaderParam("If-None-Match") String ifNoneMatch)
            throws IOException {
        Optional<SmallAnswer> signature = signature(ns, name, revision, path);
        return signature.isPresent()
                ? signature.get().answer(false)
                : answer(ns, name, revision, path).head(ifNoneMatch);
    }

    @GET
    @Path("/resolve/{revision}/{path: .+}")
    public RestResponse<StreamingOutput> get(
            String ns,
            String name,
            String revision,
            String path,
            @HeaderParam("Range") String range,
            @HeaderParam("If-Range") String ifRange,
            @HeaderParam("If-None-Match") String ifNoneMatch)
            throws IOException {
        Optional<SmallAnswer> signature = signature(ns, name, revision, path);
        return signature.isPresent()
                ? signature.get().answer(true)
                : answer(ns, name, revision, path).get(range, ifRange, ifNoneMatch);
    }

    @HEAD
    @Path("/raw/{revision}/{path: .+}")
    public RestResponse<StreamingOutput> rawHead(String ns, String name, String revision, String path)
            throws IOException {
        return raw(ns, name, revision, path, false);
    }

    @GET
    @Path("/raw/{revision}/{path: .+}")
    public RestResponse<StreamingOutput> rawGet(String ns, String name, String revision, String path)
            throws IOException {
        return raw(ns, name, revision, path, true);
    }

    private RestResponse<StreamingOutput> raw(String ns, String name, String revision, String path, boolean body)
            throws IOException {
        FileAnswer answer = answer(ns, name, revision, path);
        FileEntry file = answer.file();
        if (file.size() <= LARGEST_RAW) {
            return body ? answer.get(null, null, null) : answer.head(null);
        }
        return new Pointer(file).answer(answer.commit()).answer(body);
    }

    /** The signature that lies beside a version's files, where none of them has its name. */
    private Optional<SmallAnswer> signature(String ns, String name, String revision, String path) {
        if (!path.equals(Signatures.FILE)) {
            return Optional.empty();
        }
        Home home = homes.find(type, ns, name);
        String commit = homes.oid(home, revision);
        return homes.has(home, commit, path)
                ? Optional.empty()
                : signatures
                        .file(type, home.name(), commit)
                        .map(bytes ->
                                new SmallAnswer(commit, Digest.of(bytes).hex(), MediaType.APPLICATION_JSON, bytes));
    }

    private FileAnswer answer(String ns, String name, String revision, String path) throws IOException {
        Homes.Located located = homes.locate(type, ns, name, revision, path);
        return FileAnswer.of(blobs, damage, located.file(), located.commit());
    }
}
