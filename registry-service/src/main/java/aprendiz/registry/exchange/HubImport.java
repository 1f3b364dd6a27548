package aprendiz.registry.exchange;

import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.Origin;
import aprendiz.model.catalog.Publication;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.registry.RegistrySettings;
import aprendiz.registry.blobs.BlobShelf;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.blobs.Location;
import aprendiz.registry.publishing.Publishing;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings versions from other hubs: every file is verified against what the hub lists, then all are published as one. */
@ApplicationScoped
public class HubImport {

    private static final long LARGEST_CONFIG = 1 << 20;

    private final ExchangeSettings settings;
    private final RegistrySettings registry;
    private final BlobShelf shelf;
    private final Blobs blobs;
    private final Publishing publishing;

    HubImport(
            ExchangeSettings settings, RegistrySettings registry, BlobShelf shelf, Blobs blobs, Publishing publishing) {
        this.settings = settings;
        this.registry = registry;
        this.shelf = shelf;
        this.blobs = blobs;
        this.publishing = publishing;
    }

    /** Told of every file, in their order, and now and then of how far it is. */
    @FunctionalInterface
    interface Progress {
        void of(String path, long done, long size);
    }

    /** An import whose files are known and that has not begun. */
    final class Prepared {
        private final RemoteHub hub;
        private final HubReference source;
        private final RepositoryType type;
        private final ImportWish wish;
        private final String commit;
        private final List<RemoteFile> files;

        private Prepared(RemoteHub hub, HubReference source, RepositoryType type, ImportWish wish)
                throws IOException, InterruptedException {
            this.hub = hub;
            this.source = source;
            this.type = type;
            this.wish = wish;
            RemoteHub.Listing listing = hub.list(type, source);
            this.commit = listing.commit();
            this.files = new Choice(wish.include(), wish.exclude())
                    .of(listing.files(), source, type == RepositoryType.MODEL);
        }

        /** Fetches what is not here and publishes; the same import again goes on where this one stops. */
        Publishing.Published run(ModelName name, Progress progress) throws IOException, InterruptedException {
            Downloads downloads = new Downloads(folder(), shelf, hub, settings, type, source, commit);
            List<FileEntry> entries = new ArrayList<>();
            for (RemoteFile file : files) {
                entries.add(downloads.fetch(file, done -> progress.of(file.path(), done, file.size())));
            }
            List<String> verified = files.stream()
                    .map(RemoteFile::verifiedBy)
                    .distinct()
                    .sorted()
                    .toList();
            Origin origin = new Origin(source.toString(), hub.toString(), commit, verified, null);
            return publishing.publish(type, name, publication(entries), origin);
        }

        private Publication publication(List<FileEntry> entries) throws IOException {
            boolean speaks = type == RepositoryType.DATASET
                    || entries.stream().anyMatch(file -> file.path().equals(Manifest.FILE));
            return new Publication(
                    entries,
                    wish.message() == null
                            ? "imported from " + source + ", commit " + commit.substring(0, 12)
                            : wish.message(),
                    null,
                    speaks ? null : Kind.BASE,
                    speaks ? null : task(entries),
                    null,
                    null,
                    null,
                    null,
                    null);
        }
    }

    /**
     * Asks the hub what there is.
     *
     * @param token the caller's own for the hub; null for the one in the settings, if any
     * @throws Problem of kind INVALID if the settings name no such hub
     */
    Prepared prepare(RepositoryType type, ImportWish wish, String token) throws IOException, InterruptedException {
        HubReference source = HubReference.of(wish.source());
        ExchangeSettings.Hub hub = Optional.ofNullable(settings.hubs().get(source.hub()))
                .orElseThrow(() -> Problem.invalid(
                        "Unknown hub",
                        Problem.quoted(source.hub()) + " is not one of the hubs that the settings name: "
                                + settings.hubs().keySet().stream().sorted().toList()));
        Optional<String> key =
                Optional.ofNullable(token).filter(word -> !word.isBlank()).or(hub::token);
        try {
            return new Prepared(new RemoteHub(hub.endpoint(), key, settings.silence()), source, type, wish);
        } catch (IOException e) {
            throw Problem.unavailable("Hub away", hub.endpoint() + " does not answer: " + e, e);
        }
    }

    Path folder() {
        return settings.folder().orElseGet(() -> switch (Location.parse(registry.blobs())) {
            case Location.Folder(Path folder) -> folder.toAbsolutePath().resolve("imports");
            case Location.Bucket bucket -> Path.of(System.getProperty("java.io.tmpdir"), "aprendiz-registry-imports");
        });
    }

    private Task task(List<FileEntry> files) throws IOException {
        Optional<FileEntry> config = files.stream()
                .filter(file -> file.path().equals(Checkpoint.CONFIG) && file.size() <= LARGEST_CONFIG)
                .findFirst();
        if (config.isEmpty()) {
            return Task.FEATURE_EXTRACTION;
        }
        try (InputStream in = blobs.open(config.get().sha256(), 0)) {
            JsonNode json = Json.parse(in.readAllBytes(), Checkpoint.CONFIG, JsonNode.class);
            return Task.ofArchitecture(json.path("architectures").path(0).asText(""));
        }
    }
}
