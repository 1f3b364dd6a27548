package aprendiz.registry.client;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Publication;
import aprendiz.model.catalog.Version;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Brings a folder to the registry: first the blobs that it lacks, then the list that makes them a version. */
final class Upload {

    private final Http http;
    private final Path folder;

    Upload(Http http, Path folder) {
        this.http = http;
        this.folder = folder;
    }

    /** @param wish makes of the files what shall be published */
    Version publish(RepositoryType type, ModelName name, Function<List<FileEntry>, Publication> wish) {
        List<FileEntry> entries = entries();
        Publication publication = wish.apply(entries);
        Set<Digest> sent = new HashSet<>();
        for (FileEntry entry : entries) {
            String blob = Paths.blob(entry.sha256());
            if (sent.add(entry.sha256()) && !http.has(blob)) {
                http.putFile(blob, folder.resolve(entry.path()));
            }
        }
        return http.post(Paths.versions(type, name), publication, new TypeReference<Version>() {});
    }

    private List<FileEntry> entries() {
        List<FileEntry> entries = new ArrayList<>();
        for (Path file : files()) {
            String path = folder.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            try {
                entries.add(new FileEntry(path, Files.size(file), Digest.of(file)));
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        return entries;
    }

    private List<Path> files() {
        try (Stream<Path> below = Files.walk(folder)) {
            return below.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw unreadable(folder, e.getCause());
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static Problem unreadable(Path file, IOException e) {
        return new Problem(
                Problem.Kind.INVALID, "Unreadable file", file + " cannot be read: " + e.getMessage(), List.of(), e);
    }
}
