package aprendiz.registry.catalog;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.Parent;
import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Publication;
import aprendiz.model.catalog.Version;
import aprendiz.registry.RegistrySettings;
import aprendiz.registry.blobs.BlobShelf;
import aprendiz.registry.blobs.Blobs;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** From uploaded blobs to a version: checks everything that can be checked without a lock, then lets {@link Line} add it. */
@ApplicationScoped
public class Publishing {

    /** @param fresh false if the version had been there before */
    public record Published(Version version, boolean fresh) {}

    private final RegistrySettings settings;
    private final BlobShelf shelf;
    private final Blobs blobs;
    private final Line line;

    Publishing(RegistrySettings settings, BlobShelf shelf, Blobs blobs, Line line) {
        this.settings = settings;
        this.shelf = shelf;
        this.blobs = blobs;
        this.line = line;
    }

    /** @throws Problem of kind INVALID with every complaint there is */
    public Published publish(RepositoryType type, ModelName name, Publication publication) throws IOException {
        Optional<Version> known = line.known(type, name, publication);
        if (known.isPresent()) {
            return new Published(known.get(), false);
        }
        List<Complaint> complaints = new ArrayList<>();
        checkPaths(publication.files(), complaints);
        checkBlobs(publication.files(), complaints);
        Optional<Manifest> manifest = Optional.empty();
        if (complaints.isEmpty() && type == RepositoryType.MODEL) {
            manifest = new Inspection(blobs, publication.files(), complaints).check();
            manifest.ifPresent(found -> checkParents(found, complaints));
        }
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Cannot publish " + name, complaints);
        }
        return line.add(type, name, publication, manifest);
    }

    private void checkPaths(List<FileEntry> files, List<Complaint> complaints) {
        if (files.size() > settings.maxFiles()) {
            complaints.add(new Complaint(
                    "files",
                    files.size() + " files; a version may have " + settings.maxFiles() + ", pack some together"));
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
                complaints.add(new Complaint(file.path(), "is a file and a folder at once"));
            }
        }
    }

    private void checkBlobs(List<FileEntry> files, List<Complaint> complaints) throws IOException {
        Map<Digest, Long> sizes =
                shelf.sizes(files.stream().map(FileEntry::sha256).distinct().toList());
        for (FileEntry file : files) {
            Long size = sizes.get(file.sha256());
            OptionalLong stored = size == null ? OptionalLong.empty() : blobs.size(file.sha256());
            if (stored.isEmpty()) {
                complaints.add(new Complaint(
                        file.path(), "its blob is not here; upload it with PUT /v1/blobs/" + file.sha256()));
            } else if (stored.getAsLong() != file.size()) {
                complaints.add(new Complaint(
                        file.path(), "claims " + file.size() + " bytes, but its blob has " + stored.getAsLong()));
            }
        }
    }

    private void checkParents(Manifest manifest, List<Complaint> complaints) {
        for (int i = 0; i < manifest.parents().size(); i++) {
            Parent parent = manifest.parents().get(i);
            line.objectionTo(parent, Manifest.FILE + " parents[" + i + "]").ifPresent(complaints::add);
        }
    }
}
