package aprendiz.registry.exchange;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.Archive;
import aprendiz.model.catalog.Evaluation;
import aprendiz.model.catalog.Origin;
import aprendiz.model.catalog.Publication;
import aprendiz.model.catalog.Version;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.signing.TrustedKeys;
import aprendiz.registry.RegistrySettings;
import aprendiz.registry.blobs.BlobShelf;
import aprendiz.registry.blobs.Scratch;
import aprendiz.registry.evaluations.Evaluations;
import aprendiz.registry.publishing.Publishing;
import aprendiz.registry.publishing.Publishing.Published;
import aprendiz.registry.signing.Signatures;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Makes versions of zip archives: of such as {@link Export} writes, which come back under the same digest, and of folders
 * that somebody packed. An archive that is refused leaves nothing behind.
 */
@ApplicationScoped
public class ZipImport {

    private static final Logger LOG = Logger.getLogger(ZipImport.class);
    private static final int LARGEST_DOCUMENT = 64 << 20;

    private final ExchangeSettings settings;
    private final RegistrySettings registry;
    private final Scratch scratch;
    private final BlobShelf shelf;
    private final Publishing publishing;
    private final Evaluations evaluations;
    private final Signatures signatures;

    ZipImport(
            ExchangeSettings settings,
            RegistrySettings registry,
            Scratch scratch,
            BlobShelf shelf,
            Publishing publishing,
            Evaluations evaluations,
            Signatures signatures) {
        this.settings = settings;
        this.registry = registry;
        this.scratch = scratch;
        this.shelf = shelf;
        this.publishing = publishing;
        this.evaluations = evaluations;
        this.signatures = signatures;
    }

    /** @throws Problem of kind INVALID with every complaint there is about the archive, or about what it would make */
    Published run(RepositoryType type, ModelName name, InputStream body) throws IOException {
        Path file = scratch.receive(body, settings.largest());
        // documents of the registry, and the version's own files
        int mostFiles = registry.maxFiles() + 10;
        try (ZipContents zip = ZipContents.open(file, settings.largest(), settings.mostUnpacked(), mostFiles)) {
            Optional<Version> said = document(zip, Archive.VERSION, Version.class);
            SortedMap<String, String> paths = paths(zip);
            List<FileEntry> files = new ArrayList<>();
            for (String path : paths.keySet()) {
                files.add(zip.entry(paths.get(path), path));
            }
            said.ifPresent(version -> compare(version, type, files));
            Published published = publish(type, name, zip, paths, files, said);
            if (published.fresh()) {
                bring(zip, published.version());
            }
            return published;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The name in the archive of each file, by its path; a folder that holds everything is left out. */
    private static SortedMap<String, String> paths(ZipContents zip) {
        List<String> names = zip.names().stream()
                .filter(name -> !name.startsWith(Archive.FOLDER))
                .toList();
        if (names.isEmpty()) {
            throw Problem.invalid("Bad archive", "there are no files in it");
        }
        String first = names.getFirst();
        String folder = first.substring(0, first.indexOf('/') + 1);
        boolean shared = !folder.isEmpty() && names.stream().allMatch(name -> name.startsWith(folder));
        SortedMap<String, String> paths = new TreeMap<>();
        names.forEach(name ->
                paths.put(shared && names.size() == zip.names().size() ? name.substring(folder.length()) : name, name));
        return paths;
    }

    private static void compare(Version version, RepositoryType type, List<FileEntry> files) {
        if (version.type() != type) {
            throw Problem.invalid("Bad archive", Archive.VERSION + ": this is a " + version.type() + ", not a " + type);
        }
        Digest found = Version.digestOf(files);
        if (!found.equals(version.digest())) {
            throw Problem.invalid(
                    "Bad archive",
                    Archive.VERSION + ": " + version.label() + " has digest " + version.digest()
                            + ", but the files have " + found + ": they were changed since they were exported");
        }
    }

    private Published publish(
            RepositoryType type,
            ModelName name,
            ZipContents zip,
            SortedMap<String, String> paths,
            List<FileEntry> files,
            Optional<Version> said)
            throws IOException {
        Publication publication = publication(type, zip, paths, files, said);
        List<Digest> brought = new ArrayList<>();
        try {
            for (FileEntry file : files) {
                if (!shelf.has(file.sha256())) {
                    brought.add(file.sha256());
                    try (InputStream in = zip.open(paths.get(file.path()))) {
                        shelf.keep(file.sha256(), in);
                    }
                }
            }
            String source = said.map(version -> "zip:" + version.label()).orElse("zip");
            return publishing.publish(
                    type, name, publication, new Origin(source, null, commit(said), verified(said), null));
        } catch (IOException | RuntimeException e) {
            Instant now = Instant.now();
            for (Digest one : brought) {
                shelf.forget(one, now);
            }
            throw e;
        }
    }

    private static String commit(Optional<Version> said) {
        return said.map(Version::commit).orElse(null);
    }

    private static List<String> verified(Optional<Version> said) {
        return said.isPresent() ? List.of("sha256") : List.of();
    }

    private static Publication publication(
            RepositoryType type,
            ZipContents zip,
            SortedMap<String, String> paths,
            List<FileEntry> files,
            Optional<Version> said)
            throws IOException {
        boolean speaks = type == RepositoryType.DATASET || paths.containsKey(Manifest.FILE);
        String config = paths.get(Checkpoint.CONFIG);
        String architecture = config == null
                ? ""
                : document(zip, config, JsonNode.class)
                        .map(json -> json.path("architectures").path(0).asText(""))
                        .orElse("");
        return new Publication(
                files,
                said.map(version -> version.message().isEmpty() ? "imported" : version.message())
                        .orElse("imported from an archive"),
                null,
                speaks ? null : Kind.BASE,
                speaks ? null : Task.ofArchitecture(architecture),
                null,
                null,
                null,
                said.map(Version::signature).orElse(null),
                said.map(Version::tags).orElse(null));
    }

    /** What the archive knows beside the files. What cannot be used here is left out, and said in the log. */
    private void bring(ZipContents zip, Version version) throws IOException {
        Optional<byte[]> signature = zip.read(Archive.SIGNATURE, LARGEST_DOCUMENT);
        if (signature.isPresent()) {
            attempt(
                    version,
                    "its signature",
                    () -> signatures.add(
                            version.type(),
                            version.name(),
                            version.commit(),
                            TrustedKeys.keyOf(signature.get()),
                            signature.get()));
        }
        Evaluation[] figures =
                document(zip, Archive.EVALUATIONS, Evaluation[].class).orElse(new Evaluation[0]);
        // the newest first, as they are listed; attached in the order in which they were made
        for (int i = figures.length - 1; i >= 0 && version.type() == RepositoryType.MODEL; i--) {
            Evaluation one = figures[i];
            attempt(
                    version,
                    "an evaluation",
                    () -> evaluations.attach(version.name(), version.commit(), one, one.by()));
        }
    }

    private static void attempt(Version version, String what, Runnable work) {
        try {
            work.run();
        } catch (Problem e) {
            LOG.warnf("%s: %s of its archive is left out: %s", version.label(), what, e.getMessage());
        }
    }

    private static <T> Optional<T> document(ZipContents zip, String name, Class<T> type) throws IOException {
        return zip.read(name, LARGEST_DOCUMENT).map(json -> Json.parse(json, name, type));
    }
}
