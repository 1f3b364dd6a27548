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
 * A wish to publish a version: uploaded blobs, given paths, or the files of a commit that a Hub client has pushed.
 *
 * <p>A model says in its {@code aprendiz.json} what it is. Where that file is not among the files the fields here say it,
 * and the registry writes the file; where both say something they must agree. A data set takes message, key, tags and
 * metrics only.
 *
 * @param files every file of the version; none where a commit is named
 * @param message why, in a sentence
 * @param key repeats of the same key for the same repository answer with the version that the first one made; null for none
 * @param kind how it came to be, or null
 * @param task what it can be asked, or null
 * @param parents what it came from, digests pinned; null to leave it to the file
 * @param recipe how it was made, or null
 * @param metrics measured on its test part; null to leave it to the file
 * @param signature what goes in and what comes out, or null
 * @param tags words to find it by
 * @param commit the pushed commit whose files make the version, by any revision that names it; null where files are given
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
        List<String> tags,
        String commit) {
    public Publication {
        files = files == null ? List.of() : List.copyOf(files);
        if (files.isEmpty() && commit == null) {
            throw Problem.invalid("Nothing to publish", "files: a version needs at least one file");
        }
        if (!files.isEmpty() && commit != null) {
            throw Problem.invalid(
                    "Files twice", "commit: a version has the files of a commit or those listed, not both");
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

    /** Listed files. */
    public Publication(
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
        this(files, message, key, kind, task, parents, recipe, metrics, signature, tags, null);
    }

    /** Files that say for themselves what they are. */
    public Publication(List<FileEntry> files, String message, String key) {
        this(files, message, key, null, null, null, null, null, null, null, null);
    }

    /** The same with other files, which are listed. */
    public Publication withFiles(List<FileEntry> others) {
        return new Publication(others, message, key, kind, task, parents, recipe, metrics, signature, tags, null);
    }
}
