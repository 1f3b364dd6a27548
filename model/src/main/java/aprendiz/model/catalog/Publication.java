package aprendiz.model.catalog;

import aprendiz.model.FileEntry;
import aprendiz.model.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A wish to publish a version: uploaded blobs, given paths.
 *
 * <p>A model's kind, lineage, metrics and recipe are read from its {@code aprendiz.json}, which must be among the files.
 *
 * @param files every file of the version
 * @param message why, in a sentence
 * @param key repeats of the same key for the same repository answer with the version that the first one made; null for none
 */
public record Publication(List<FileEntry> files, String message, String key) {
    public Publication {
        files = files == null ? List.of() : List.copyOf(files);
        if (files.isEmpty()) {
            throw Problem.invalid("Nothing to publish", "files: a version needs at least one file");
        }
        Set<String> paths = new HashSet<>();
        for (FileEntry file : files) {
            if (!paths.add(file.path())) {
                throw Problem.invalid("Doubled path", "files: '" + file.path() + "' is listed twice");
            }
        }
        message = message == null ? "" : message;
    }
}
