package aprendiz.model.catalog;

import aprendiz.model.FileEntry;
import aprendiz.model.Kind;
import aprendiz.model.Parent;
import aprendiz.model.Problem;
import aprendiz.model.Task;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A wish to publish a version: uploaded blobs, given paths.
 *
 * <p>A model says in its {@code aprendiz.json} what it is. Where that file is not among the files the fields here say it,
 * and the registry writes the file; where both say something they must agree. A data set takes message, key, tags and
 * metrics only.
 *
 * @param files every file of the version
 * @param message why, in a sentence
 * @param key repeats of the same key for the same repository answer with the version that the first one made; null for none
 * @param kind how it came to be, or null
 * @param task what it can be asked, or null
 * @param parents what it came from, digests pinned; null to leave it to the file
 * @param recipe how it was made, or null
 * @param metrics measured on its test part; null to leave it to the file
 * @param signature what goes in and what comes out, or null
 * @param tags words to find it by
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Publication(
        List<FileEntry> files,
        String message,
        String key,
        Kind kind,
        Task task,
        List<Parent> parents,
        JsonNode recipe,
        SortedMap<String, Double> metrics,
        Signature signature,
        List<String> tags) {
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
        parents = parents == null ? null : List.copyOf(parents);
        recipe = recipe == null || recipe.isNull() ? null : recipe;
        metrics = metrics == null ? null : new TreeMap<>(metrics);
        tags = Tags.check(tags);
    }

    /** Files that say for themselves what they are. */
    public Publication(List<FileEntry> files, String message, String key) {
        this(files, message, key, null, null, null, null, null, null, null);
    }

    /** The same with other files. */
    public Publication withFiles(List<FileEntry> others) {
        return new Publication(others, message, key, kind, task, parents, recipe, metrics, signature, tags);
    }
}
