package aprendiz.registry.commits;

import aprendiz.model.FileEntry;
import aprendiz.model.Problem;
import java.util.SortedMap;

/** One thing that a commit does to the files before it. */
public sealed interface Change {

    /** Adds a file or replaces it. */
    record Put(FileEntry file) implements Change {}

    record DeleteFile(String path) implements Change {}

    record DeleteFolder(String path) implements Change {}

    /** @throws Problem of kind NOT_FOUND if what it deletes is not there */
    default void apply(SortedMap<String, FileEntry> files) {
        switch (this) {
            case Put(FileEntry file) -> files.put(file.path(), file);
            case DeleteFile(String path) -> {
                if (files.remove(path) == null) {
                    throw Problem.notFound("No such file", "there is no file " + Problem.quoted(path) + " to delete");
                }
            }
            case DeleteFolder(String path) -> {
                if (!files.keySet().removeIf(file -> file.startsWith(path + "/"))) {
                    throw Problem.notFound(
                            "No such folder", "there is no folder " + Problem.quoted(path) + " to delete");
                }
            }
        }
    }
}
