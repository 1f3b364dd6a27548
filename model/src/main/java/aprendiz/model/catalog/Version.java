package aprendiz.model.catalog;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Kind;
import aprendiz.model.ModelName;
import aprendiz.model.Parent;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An immutable version of a model or a data set, as the registry keeps it.
 *
 * @param type model or data set
 * @param name of the repository
 * @param number 1, 2, 3...
 * @param commit 40 hexadecimal digits: the first 40 of the digest, which Hub clients take for a commit
 * @param digest over the sorted list of files, see {@link #digestOf}
 * @param kind null for a data set
 * @param task null for a data set
 * @param message why it was published
 * @param parents lineage, digests pinned
 * @param metrics measured when it was made
 * @param files every file, sorted by path
 * @param createdAt when it was published
 * @param tags words to find it by
 * @param signature what goes in and what comes out, or null
 * @param origin where it was imported from; null where it was made here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Version(
        RepositoryType type,
        ModelName name,
        int number,
        String commit,
        Digest digest,
        Kind kind,
        Task task,
        String message,
        List<Parent> parents,
        SortedMap<String, Double> metrics,
        List<FileEntry> files,
        Instant createdAt,
        List<String> tags,
        Signature signature,
        Origin origin) {

    public Version {
        parents = parents == null ? List.of() : List.copyOf(parents);
        metrics = Collections.unmodifiableSortedMap(metrics == null ? new TreeMap<>() : new TreeMap<>(metrics));
        files = files == null ? List.of() : List.copyOf(files);
        tags = Tags.check(tags);
    }

    /** Without tags, signature and origin. */
    public Version(
            RepositoryType type,
            ModelName name,
            int number,
            String commit,
            Digest digest,
            Kind kind,
            Task task,
            String message,
            List<Parent> parents,
            SortedMap<String, Double> metrics,
            List<FileEntry> files,
            Instant createdAt) {
        this(
                type, name, number, commit, digest, kind, task, message, parents, metrics, files, createdAt, null, null,
                null);
    }

    /**
     * The digest that names a set of files: SHA-256 over one line {@code <sha256> <path>\n} for each, sorted by path.
     */
    public static Digest digestOf(List<FileEntry> files) {
        MessageDigest sha = Digest.newSha256();
        files.stream().sorted(Comparator.comparing(FileEntry::path)).forEach(file -> {
            String line = file.sha256().hex() + " " + file.path() + "\n";
            sha.update(line.getBytes(StandardCharsets.UTF_8));
        });
        return Digest.finish(sha);
    }

    /** {@code namespace/name@number}, as people write it. */
    public String label() {
        return name + "@" + number;
    }
}
