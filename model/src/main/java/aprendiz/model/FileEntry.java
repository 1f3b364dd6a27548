package aprendiz.model;

import java.nio.charset.StandardCharsets;
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

    /** Refuses whatever could leave the folder it belongs in: absolute, {@code ..}, {@code .git}, a drive, backslash, NUL. */
    public static String checkPath(String path) {
        if (path == null || path.isEmpty() || path.length() > 1000) {
            throw Problem.invalid("Bad path", "a path must have 1 to 1000 characters");
        }
        for (String segment : List.of(path.split("/", -1))) {
            boolean bad = segment.isEmpty()
                    || segment.equals(".")
                    || segment.equals("..")
                    || segment.equalsIgnoreCase(".git")
                    || segment.getBytes(StandardCharsets.UTF_8).length > 255
                    || segment.codePoints().anyMatch(FileEntry::isBad);
            if (bad) {
                throw Problem.invalid(
                        "Bad path",
                        Problem.quoted(path)
                                + " must be relative, with no empty, '.', '..' or '.git' segment, none of more"
                                + " than 255 bytes, and no colon, backslash or control character");
            }
        }
        return path;
    }

    private static boolean isBad(int c) {
        return Character.isISOControl(c) || c == '\\' || c == ':' || Character.getType(c) == Character.SURROGATE;
    }
}
