package aprendiz.inference.serving;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Kind;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry in memory, of checkpoints that {@link FakeEngine} understands. It can be away, and damage what it sends. */
public final class FakeCatalog implements Catalog {

    public final AtomicInteger fetches = new AtomicInteger();
    public final AtomicInteger questions = new AtomicInteger();
    /** Where those stand in their traces who ask over HTTP. */
    public final Queue<String> traces = new ConcurrentLinkedQueue<>();

    private final Map<ModelName, List<Version>> versions = new HashMap<>();
    private final Map<String, Integer> aliases = new HashMap<>();
    private final Map<Digest, byte[]> blobs = new HashMap<>();
    private volatile boolean away;
    private volatile boolean damaging;

    /** Publishes a classifier whose logits name the version: see {@link FakeEngine}. */
    public synchronized Version publish(ModelName model, String... labels) {
        return publish(model, Task.TEXT_CLASSIFICATION, labels);
    }

    public synchronized Version publish(ModelName model, Task task, String... labels) {
        return publish(model, task, FakeCheckpoint.files(task, model + "@" + (versions(model) + 1), labels));
    }

    public synchronized Version publish(ModelName model, Task task, Map<String, byte[]> contents) {
        List<FileEntry> files = contents.entrySet().stream()
                .map(file -> new FileEntry(file.getKey(), file.getValue().length, Digest.of(file.getValue())))
                .sorted(Comparator.comparing(FileEntry::path))
                .toList();
        contents.values().forEach(bytes -> blobs.put(Digest.of(bytes), bytes));
        Digest digest = Version.digestOf(files);
        Version version = new Version(
                RepositoryType.MODEL,
                model,
                versions(model) + 1,
                digest.hex().substring(0, 40),
                digest,
                Kind.FINE_TUNED,
                task,
                "",
                List.of(),
                null,
                files,
                Instant.now());
        versions.computeIfAbsent(model, name -> new ArrayList<>()).add(version);
        return version;
    }

    /** How many there are. */
    public synchronized int versions(ModelName model) {
        return versions.getOrDefault(model, List.of()).size();
    }

    public synchronized void move(ModelName model, String alias, int number) {
        aliases.put(model + "@" + alias, number);
    }

    public void away(boolean now) {
        away = now;
    }

    public void damaging(boolean now) {
        damaging = now;
    }

    /** The bytes of a file, damaged if so set. */
    public synchronized byte[] content(FileEntry file) {
        byte[] bytes = blobs.get(file.sha256()).clone();
        if (damaging) {
            bytes[0] ^= 1;
        }
        return bytes;
    }

    @Override
    public synchronized Version version(ModelName model, String revision) {
        questions.incrementAndGet();
        if (away) {
            throw Problem.unavailable("Registry away", "the registry does not answer", null);
        }
        List<Version> line = versions.get(model);
        if (line == null) {
            throw Problem.notFound("Unknown model", "there is no model " + model);
        }
        Integer number = revision.equals("main") ? Integer.valueOf(line.size()) : aliases.get(model + "@" + revision);
        return line.stream()
                .filter(one -> number != null
                        ? one.number() == number
                        : Integer.toString(one.number()).equals(revision)
                                || one.commit().startsWith(revision))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Unknown revision", model + " has no revision '" + revision + "'"));
    }

    @Override
    public Path fetch(Version version, Path folder) {
        if (away) {
            throw Problem.unavailable("Registry away", "the registry does not answer", null);
        }
        fetches.incrementAndGet();
        Path place = folder.resolve(version.commit());
        try {
            for (FileEntry file : version.files()) {
                Path path = place.resolve(file.path());
                Files.createDirectories(path.getParent());
                Files.write(path, content(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return place;
    }
}
