package aprendiz.registry.client;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings a version to a folder. Files gather in {@code <commit>.partial}, where an interrupted fetch goes on later, and
 * the folder is renamed when every digest has been verified on disk.
 */
final class Download {

    private final Http http;
    private final RepositoryType type;
    private final Version version;
    private final Optional<Trust> trust;

    Download(Http http, RepositoryType type, Version version, Optional<Trust> trust) {
        String digest = Version.digestOf(version.files()).hex();
        if (!digest.equals(version.digest().hex()) || !digest.substring(0, 40).equals(version.commit())) {
            throw corrupt(version.label() + ": its list of files does not have the digest that it claims", null);
        }
        this.http = http;
        this.type = type;
        this.version = version;
        this.trust = trust;
    }

    Path into(Path folder) {
        try {
            Files.createDirectories(folder);
            if (trust.isPresent()) {
                trust.get().verify(http, type, version, folder);
            }
            Path whole = folder.resolve(version.commit());
            try (FetchLock lock = FetchLock.take(folder.resolve("." + version.commit() + ".lock"))) {
                if (!isWhole(whole)) {
                    gather(whole, folder.resolve(version.commit() + ".partial"));
                }
                lock.done();
                return whole;
            }
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.INTERNAL,
                    "Cannot store files",
                    version.label() + " cannot be stored in " + folder + ": " + e,
                    List.of(),
                    e);
        }
    }

    private void gather(Path whole, Path partial) throws IOException {
        if (Files.exists(whole)) {
            deleteTree(partial);
            Files.move(whole, partial, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.createDirectories(partial);
        for (FileEntry file : version.files()) {
            Path target = inside(partial, file);
            Files.createDirectories(target.getParent());
            fetch(file, target);
        }
        deleteStrangers(partial);
        Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
        sync(whole.getParent());
    }

    private void fetch(FileEntry file, Path target) throws IOException {
        if (!Files.exists(target)) {
            Files.createFile(target);
        }
        // a second time from the first byte: what lay here may have been damaged rather than what came
        for (int n = 1; !matches(file, target); n++) {
            if (n > 2) {
                throw corrupt(
                        version.label() + ": " + file.path() + " arrives corrupt: it should have SHA-256 "
                                + file.sha256() + " but what came has " + Digest.of(target)
                                + "; the registry's copy is damaged, publish the file again to repair it",
                        null);
            }
            if (n > 1 || Files.size(target) >= file.size()) {
                truncate(target);
            }
            transfer(file, target);
        }
        sync(target);
    }

    private void transfer(FileEntry file, Path target) {
        String path = Paths.resolve(type, version.name(), version.commit(), file.path());
        Answer answer = http.repeat(() -> new Transfer(http, path, file, target).run());
        if (!answer.good()) {
            Problem said = answer.problem();
            throw new Problem(
                    said.kind(),
                    said.title(),
                    version.label() + ": " + file.path() + " cannot be fetched: " + said.getMessage(),
                    said.complaints(),
                    said);
        }
    }

    private boolean isWhole(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        for (FileEntry file : version.files()) {
            if (!matches(file, inside(folder, file))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(FileEntry file, Path target) throws IOException {
        try {
            return Files.size(target) == file.size() && Digest.of(target).equals(file.sha256());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Path inside(Path folder, FileEntry file) {
        Path target = folder.resolve(file.path()).normalize();
        if (!target.startsWith(folder.normalize()) || target.equals(folder.normalize())) {
            throw Problem.invalid("Bad path", "'" + file.path() + "' would leave its folder");
        }
        return target;
    }

    private void deleteStrangers(Path partial) throws IOException {
        Set<Path> known = new HashSet<>();
        version.files().forEach(file -> known.add(inside(partial, file)));
        try (Stream<Path> below = Files.walk(partial)) {
            for (Path file : below.filter(path -> !Files.isDirectory(path)).toList()) {
                if (!known.contains(file.normalize())) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> below = Files.walk(folder)) {
                for (Path path : below.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void truncate(Path file) throws IOException {
        Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING).close();
    }

    private static void sync(Path path) throws IOException {
        StandardOpenOption option = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        } catch (IOException e) {
            // some systems cannot open a folder; they need no sync of it either
            if (!Files.isDirectory(path)) {
                throw e;
            }
        }
    }

    private static Problem corrupt(String detail, Throwable cause) {
        return Problem.unavailable("Corrupt version", detail, cause);
    }
}
