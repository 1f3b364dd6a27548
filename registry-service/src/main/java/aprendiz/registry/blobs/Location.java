package aprendiz.registry.blobs;

import aprendiz.model.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the blobs lie. */
public sealed interface Location {

    record Folder(Path path) implements Location {}

    /** @param prefix of every key, empty or ending with a slash */
    record Bucket(String bucket, String prefix) implements Location {}

    Pattern S3 = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/+([^?#]*))?");

    /** @param setting a folder, or {@code s3://bucket/prefix} */
    static Location parse(String setting) {
        Matcher s3 = S3.matcher(setting);
        if (s3.matches()) {
            String prefix = s3.group(2) == null ? "" : s3.group(2).replaceAll("/+$", "");
            return new Bucket(s3.group(1), prefix.isEmpty() ? "" : prefix + "/");
        }
        if (setting.isBlank() || setting.contains("://")) {
            throw bad(setting);
        }
        try {
            return new Folder(Path.of(setting));
        } catch (InvalidPathException e) {
            throw bad(setting);
        }
    }

    private static Problem bad(String setting) {
        return Problem.invalid(
                "Bad setting",
                "aprendiz.registry.blobs is " + Problem.quoted(setting) + "; give a folder or s3://bucket/prefix");
    }
}
