package aprendiz.inference.serving;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.catalog.Version;
import aprendiz.model.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The checkpoints on this machine: {@code folder/<namespace>/<name>/<commit>}. None is handed out before the digest of
 * its files has been proved; a damaged one is thrown away and fetched again.
 */
final class CheckpointCache {

    private static final Logger LOG = Logger.getLogger(CheckpointCache.class);

    /** Below the folder: namespace, name, commit. */
    private static final int DEPTH = 3;

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    /** What was begun so long ago and not finished will not be. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path folder;
    private final Catalog catalog;

    CheckpointCache(Path folder, Catalog catalog) {
        this.folder = folder;
        this.catalog = catalog;
    }

    /**
     * The checkpoint of the version, fetched if need be.
     *
     * @throws Problem of kind UNAVAILABLE when what can be had is not what the digest names
     */
    Path checkpoint(Pin pin) {
        Path place = folderOf(pin.model()).resolve(pin.commit());
        try {
            if (Files.isDirectory(place) && !isTrue(place, pin)) {
                LOG.warnf("the cached copy of %s is damaged: fetching it again", pin.label());
                delete(place);
            }
            if (!Files.isDirectory(place)) {
                fetch(pin);
            }
            Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
            return place;
        } catch (IOException e) {
            throw Problem.unavailable(
                    "Cache unreadable", "cannot keep " + pin.label() + " in " + place + ": " + e.getMessage(), e);
        }
    }

    private void fetch(Pin pin) throws IOException {
        Version version = catalog.version(pin.model(), pin.commit());
        Files.createDirectories(folderOf(pin.model()));
        Path fetched = catalog.fetch(version, folderOf(pin.model()));
        if (!isTrue(fetched, pin)) {
            delete(fetched);
            throw Problem.unavailable(
                    "Damaged in the registry",
                    "the files of " + pin.label() + " are not those that were published",
                    null);
        }
    }

    /** Deletes every checkpoint but those in use and the latest {@code spare} others, and what was never finished. */
    void tidy(Set<Pin> inUse, int spare) {
        Set<Path> used = inUse.stream()
                .map(pin -> folderOf(pin.model()).resolve(pin.commit()))
                .collect(Collectors.toSet());
        Instant longAgo = Instant.now().minus(ABANDONED);
        try {
            Map<Boolean, List<Path>> whole = folders().stream()
                    .filter(place -> !used.contains(place))
                    .sorted(Comparator.comparing(CheckpointCache::touched).reversed())
                    .collect(Collectors.partitioningBy(place ->
                            COMMIT.matcher(place.getFileName().toString()).matches()));
            whole.get(true).stream().skip(spare).forEach(CheckpointCache::delete);
            whole.get(false).stream()
                    .filter(place -> touched(place).isBefore(longAgo))
                    .forEach(CheckpointCache::delete);
        } catch (UncheckedIOException e) {
            LOG.warnf("old checkpoints stay in %s: %s", folder, e.getMessage());
        }
    }

    /** The commits of all checkpoints that are there. */
    Set<String> commits() {
        try {
            return folders().stream()
                    .map(place -> place.getFileName().toString())
                    .collect(Collectors.toSet());
        } catch (UncheckedIOException e) {
            throw Problem.unavailable("Cache unreadable", folder + ": " + e.getMessage(), e);
        }
    }

    private List<Path> folders() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.find(
                folder,
                DEPTH,
                (path, attributes) ->
                        attributes.isDirectory() && path.getNameCount() == folder.getNameCount() + DEPTH)) {
            return found.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folderOf(ModelName model) {
        return folder.resolve(model.namespace()).resolve(model.name());
    }

    private static boolean isTrue(Path place, Pin pin) throws IOException {
        try {
            return digestOf(place).equals(pin.digest());
        } catch (Problem oddFile) {
            return false;
        }
    }

    private static Digest digestOf(Path folder) throws IOException {
        Checkpoint checkpoint = new Checkpoint(folder);
        List<FileEntry> entries = new ArrayList<>();
        for (String path : checkpoint.files()) {
            Path file = checkpoint.file(path);
            entries.add(new FileEntry(path, Files.size(file), Digest.of(file)));
        }
        return Version.digestOf(entries);
    }

    private static Instant touched(Path place) {
        try {
            return Files.getLastModifiedTime(place).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    private static void delete(Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
