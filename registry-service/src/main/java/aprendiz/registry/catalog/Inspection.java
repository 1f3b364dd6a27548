package aprendiz.registry.catalog;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.Manifest;
import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.registry.blobs.Blobs;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a model's files must be before they become a version. Complaints gather in a list, all of them. */
final class Inspection {

    private static final String CONFIG = "config.json";
    private static final String WEIGHTS = ".safetensors";
    private static final int LARGEST_JSON = 16 << 20;

    private final Blobs blobs;
    private final List<FileEntry> files;
    private final List<Complaint> complaints;

    Inspection(Blobs blobs, List<FileEntry> files, List<Complaint> complaints) {
        this.blobs = blobs;
        this.files = files;
        this.complaints = complaints;
    }

    /** The manifest, if it can be read. Every blob must be in the store. */
    Optional<Manifest> check() throws IOException {
        Optional<Manifest> manifest = Optional.empty();
        for (FileEntry file : files) {
            if (file.path().equals(Manifest.FILE)) {
                manifest = read(file, Manifest.class);
            } else if (file.path().equals(CONFIG)) {
                read(file, JsonNode.class)
                        .filter(config -> !config.isObject())
                        .ifPresent(config -> complain(CONFIG, "is no JSON object"));
            } else if (file.path().endsWith(WEIGHTS)) {
                checkWeights(file);
            }
        }
        if (files.stream().noneMatch(file -> file.path().equals(Manifest.FILE))) {
            complain(Manifest.FILE, "is missing: a model says in it what it is and what it came from");
        }
        manifest.ifPresent(this::checkList);
        return manifest;
    }

    private <T> Optional<T> read(FileEntry file, Class<T> type) throws IOException {
        if (file.size() > LARGEST_JSON) {
            complain(file.path(), "has " + file.size() + " bytes; " + LARGEST_JSON + " are the most");
            return Optional.empty();
        }
        try (InputStream in = blobs.open(file.sha256(), 0)) {
            T value = Json.MAPPER.readValue(in, type);
            if (value == null) {
                complain(file.path(), "is null");
            }
            return Optional.ofNullable(value);
        } catch (JsonProcessingException e) {
            complain(file.path(), reason(e));
            return Optional.empty();
        }
    }

    /** What a record of ours said when it refused to be made, else what the parser said. */
    private static String reason(JsonProcessingException e) {
        return switch (e.getCause()) {
            case Problem problem -> problem.getMessage();
            case NullPointerException missing -> "lacks '" + missing.getMessage() + "'";
            case null, default -> e.getOriginalMessage();
        };
    }

    private void checkWeights(FileEntry file) throws IOException {
        try (InputStream in = blobs.open(file.sha256(), 0)) {
            SafetensorsFile.check(in, file.size());
        } catch (Problem e) {
            complain(file.path(), e.getMessage());
        }
    }

    /** The manifest's list and the published files must be the same, the manifest itself aside. */
    private void checkList(Manifest manifest) {
        SortedMap<String, FileEntry> published = new TreeMap<>();
        files.forEach(file -> published.put(file.path(), file));
        published.remove(Manifest.FILE);
        for (FileEntry listed : manifest.files()) {
            FileEntry found = published.remove(listed.path());
            if (found == null) {
                complain(Manifest.FILE, "lists " + listed.path() + ", which is not among the files");
            } else if (!found.equals(listed)) {
                complain(Manifest.FILE, differs(listed, found));
            }
        }
        published.keySet().forEach(path -> complain(path, "is not listed in " + Manifest.FILE));
    }

    private static String differs(FileEntry listed, FileEntry found) {
        return "lists " + listed.path() + " with " + summary(listed.size(), listed.sha256()) + ", but it has "
                + summary(found.size(), found.sha256());
    }

    private static String summary(long size, Digest sha256) {
        return size + " bytes and SHA-256 " + sha256;
    }

    private void complain(String path, String message) {
        complaints.add(new Complaint(path, message));
    }
}
