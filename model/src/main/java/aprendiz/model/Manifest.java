package aprendiz.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code aprendiz.json}: where a checkpoint came from, kept inside the checkpoint so that it can leave the platform.
 *
 * @param format of this file; 1
 * @param kind how it came to be
 * @param task what it can be asked
 * @param parents what it came from, digests pinned
 * @param recipe the recipe of the job that made it, or null where none did
 * @param seed of every random choice in the making, or null
 * @param metrics measured on the test part, by name ({@code accuracy}, {@code macro-f1}, {@code majority/accuracy})
 * @param job the job that made it, or null
 * @param producer what wrote it: library, Java, processor
 * @param files every other file of the checkpoint, sorted by path
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
        int format,
        Kind kind,
        Task task,
        List<Parent> parents,
        JsonNode recipe,
        Long seed,
        SortedMap<String, Double> metrics,
        String job,
        String producer,
        List<FileEntry> files) {

    /** The name of the file in a checkpoint. */
    public static final String FILE = "aprendiz.json";

    public Manifest {
        if (format != 1) {
            throw Problem.invalid("Unknown manifest", FILE + " has format " + format + "; this version reads format 1");
        }
        if (kind == null || task == null) {
            throw Problem.invalid("Bad manifest", FILE + ": kind and task must be given");
        }
        parents = parents == null ? List.of() : List.copyOf(parents);
        metrics = Collections.unmodifiableSortedMap(metrics == null ? new TreeMap<>() : new TreeMap<>(metrics));
        files = files == null ? List.of() : List.copyOf(files);
    }
    /** The same with another list of files, which is sorted by path. */
    public Manifest withFiles(List<FileEntry> newFiles) {
        List<FileEntry> sorted =
                newFiles.stream().sorted(Comparator.comparing(FileEntry::path)).toList();
        return new Manifest(format, kind, task, parents, recipe, seed, metrics, job, producer, sorted);
    }
}
