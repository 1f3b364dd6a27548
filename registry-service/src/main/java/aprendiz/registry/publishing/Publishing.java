package aprendiz.registry.publishing;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.Parent;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Origin;
import aprendiz.model.catalog.Publication;
import aprendiz.model.catalog.Version;
import aprendiz.registry.RegistrySettings;
import aprendiz.registry.access.Identity;
import aprendiz.registry.blobs.BlobShelf;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.blobs.Carried;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;

/** From uploaded blobs to a version: checks everything that can be checked without a lock, then lets {@link Line} add it. */
@ApplicationScoped
public class Publishing {

    /** @param fresh false if the version had been there before */
    public record Published(Version version, boolean fresh) {}

    private final RegistrySettings settings;
    private final BlobShelf shelf;
    private final Blobs blobs;
    private final Surveys surveys;
    private final Line line;
    private final Carried carried;

    Publishing(RegistrySettings settings, BlobShelf shelf, Blobs blobs, Surveys surveys, Line line, Carried carried) {
        this.surveys = surveys;
        this.carried = carried;
        this.settings = settings;
        this.shelf = shelf;
        this.blobs = blobs;
        this.line = line;
    }

    /**
     * @param caller who must have the bytes of all files
     * @throws Problem of kind INVALID with every complaint there is
     */
    Published publish(RepositoryType type, ModelName name, Publication wish, Identity caller) throws IOException {
        Set<Digest> hidden =
                wish.files().stream().map(FileEntry::sha256).collect(Collectors.toCollection(HashSet::new));
        hidden.removeAll(carried.usable(caller, hidden));
        return publish(type, name, wish, null, hidden);
    }

    /**
     * Publishes what comes from elsewhere, whose blobs the import has brought. Its parents need not be here: its origin
     * says which are not.
     *
     * @throws Problem of kind INVALID with every complaint there is
     */
    public Published publish(RepositoryType type, ModelName name, Publication wish, Origin origin) throws IOException {
        return publish(type, name, wish, origin, Set.of());
    }

    /**
     * @param origin null where it does not come from elsewhere
     * @param hidden blobs that count as not being here
     */
    private Published publish(RepositoryType type, ModelName name, Publication wish, Origin origin, Set<Digest> hidden)
            throws IOException {
        Publication publication = type == RepositoryType.MODEL ? withManifest(wish) : wish;
        Optional<Version> known = line.known(type, name, publication);
        if (known.isPresent()) {
            return new Published(known.get(), false);
        }
        Complaints complaints = new Complaints();
        checkPaths(publication.files(), complaints);
        checkBlobs(publication.files(), hidden, complaints);
        Optional<Manifest> manifest = Optional.empty();
        if (complaints.isEmpty() && type == RepositoryType.MODEL) {
            BlobFiles files = new BlobFiles(blobs, publication.files(), complaints);
            manifest = new Inspection(files, surveys, settings.checks().code(), complaints).check();
        }
        Declaration declaration = Declaration.of(publication, manifest, complaints);
        if (origin == null) {
            checkParents(declaration.parents(), complaints);
        }
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Cannot publish " + name, complaints.all());
        }
        try {
            return origin == null
                    ? line.add(type, name, publication, declaration, null)
                    : adopt(type, name, publication, declaration, origin);
        } catch (ConstraintViolationException e) {
            throw Problem.unavailable(
                    "Swept away", "something that the version needs went as it was published; publish it again", e);
        }
    }

    private Published adopt(
            RepositoryType type, ModelName name, Publication publication, Declaration declaration, Origin origin) {
        Map<Boolean, List<Parent>> parents = declaration.parents().stream()
                .collect(Collectors.partitioningBy(
                        parent -> line.objectionTo(parent).isEmpty()));
        return line.add(
                type,
                name,
                publication,
                declaration.withParents(parents.get(true)),
                origin.withElsewhere(parents.get(false)));
    }

    /** Files that do not say what they are get a manifest that says what the request does. */
    private Publication withManifest(Publication wish) throws IOException {
        Optional<byte[]> written = Declaration.manifest(wish);
        if (written.isEmpty()) {
            return wish;
        }
        byte[] json = written.get();
        FileEntry entry = new FileEntry(Manifest.FILE, json.length, Digest.of(json));
        shelf.record(entry.sha256(), blobs.put(entry.sha256(), new ByteArrayInputStream(json)));
        List<FileEntry> files = new ArrayList<>(wish.files());
        files.add(entry);
        return wish.withFiles(files);
    }

    private void checkPaths(List<FileEntry> files, Complaints complaints) {
        if (files.size() > settings.maxFiles()) {
            complaints.add(
                    "files",
                    files.size() + " files; a version may have " + settings.maxFiles() + ", pack some together");
        }
        Set<String> folders = new TreeSet<>();
        for (FileEntry file : files) {
            for (int slash = file.path().indexOf('/');
                    slash >= 0;
                    slash = file.path().indexOf('/', slash + 1)) {
                folders.add(file.path().substring(0, slash));
            }
        }
        for (FileEntry file : files) {
            if (folders.contains(file.path())) {
                complaints.add(file.path(), "is a file and a folder at once");
            }
        }
    }

    private void checkBlobs(List<FileEntry> files, Set<Digest> hidden, Complaints complaints) throws IOException {
        Map<Digest, Long> sizes = shelf.sizes(files.stream()
                .map(FileEntry::sha256)
                .filter(sha256 -> !hidden.contains(sha256))
                .distinct()
                .toList());
        for (FileEntry file : files) {
            Long size = sizes.get(file.sha256());
            OptionalLong stored = size == null ? OptionalLong.empty() : blobs.size(file.sha256());
            if (stored.isEmpty()) {
                complaints.add(file.path(), "its blob is not here; upload it with PUT /v1/blobs/" + file.sha256());
            } else if (stored.getAsLong() != file.size()) {
                complaints.add(file.path(), "claims " + file.size() + " bytes, but its blob has " + stored.getAsLong());
            }
        }
    }

    private void checkParents(List<Parent> parents, Complaints complaints) {
        for (int i = 0; i < parents.size(); i++) {
            String path = Manifest.FILE + " parents[" + i + "]";
            line.objectionTo(parents.get(i)).ifPresent(objection -> complaints.add(path, objection));
        }
    }
}
