package aprendiz.registry.publishing;

import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.registry.blobs.Blobs;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a publication by path, each readable from its blob; what cannot be read is complained of. */
final class BlobFiles {

    private static final int LARGEST_JSON = 16 << 20;

    private final Blobs blobs;
    private final SortedMap<String, FileEntry> files = new TreeMap<>();
    private final Complaints complaints;

    BlobFiles(Blobs blobs, List<FileEntry> files, Complaints complaints) {
        this.blobs = blobs;
        this.complaints = complaints;
        files.forEach(file -> this.files.put(file.path(), file));
    }

    SortedMap<String, FileEntry> all() {
        return Collections.unmodifiableSortedMap(files);
    }

    Optional<FileEntry> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** As {@link #read}, without a word about what cannot be read. */
    Optional<JsonNode> peek(String path) throws IOException {
        FileEntry file = files.get(path);
        if (file == null || file.size() > LARGEST_JSON) {
            return Optional.empty();
        }
        try (InputStream in = open(file)) {
            return Optional.ofNullable(Json.MAPPER.readTree(in));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    InputStream open(FileEntry file) throws IOException {
        return blobs.open(file.sha256(), 0);
    }

    /** The file as JSON; nothing if there is none, or if it cannot be read, which is complained of. */
    <T> Optional<T> read(String path, Class<T> type) throws IOException {
        FileEntry file = files.get(path);
        if (file == null) {
            return Optional.empty();
        }
        if (file.size() > LARGEST_JSON) {
            complaints.add(path, "has " + file.size() + " bytes; " + LARGEST_JSON + " are the most");
            return Optional.empty();
        }
        try (InputStream in = open(file)) {
            T value = Json.MAPPER.readValue(in, type);
            if (value == null) {
                complaints.add(path, "is null");
            }
            return Optional.ofNullable(value);
        } catch (JsonProcessingException e) {
            complaints.add(path, reason(e));
            return Optional.empty();
        }
    }

    /** What a record of ours said when it refused to be made, else what the parser said. */
    static String reason(JsonProcessingException e) {
        return switch (e.getCause()) {
            case Problem problem -> problem.getMessage();
            case NullPointerException missing -> "lacks '" + missing.getMessage() + "'";
            case null, default -> e.getOriginalMessage();
        };
    }
}
