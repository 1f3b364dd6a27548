package aprendiz.model;

import java.util.List;

/**
 * One file of a version.
 *
 * @param path relative, with {@code /} between segments
 * @param size in bytes
 * @param sha256 of the whole content
 */
public record FileEntry(String path, long size, Digest sha256) {

    public FileEntry {
        checkPath(path);
        if (sha256 == null) {
            throw Problem.invalid("Bad file", path + ": no sha256");
        }
        if (size < 0) {
            throw Problem.invalid("Bad file", path + ": a size of " + size + " bytes");
        }
    }

    /** Refuses whatever could leave the folder it belongs in: absolute, {@code ..}, {@code .git}, backslash, NUL. */
    public static String checkPath(String path) {
        if (path == null || path.isEmpty() || path.length() > 1000) {
            throw Problem.invalid("Bad path", "a path must have 1 to 1000 characters");
        }
        for (String segment : List.of(path.split("/", -1))) {
            boolean bad = segment.isEmpty()
                    || segment.equals(".")
                    || segment.equals("..")
                    || segment.equalsIgnoreCase(".git")
                    || segment.chars().anyMatch(c -> c < ' ' || c == '\\' || c == 0x7f);
            if (bad) {
                throw Problem.invalid(
                        "Bad path",
                        "'" + path + "' must be relative, with no empty, '.', '..' or '.git' segment and no backslash"
                                + " or control character");
            }
        }
        return path;
    }
}
