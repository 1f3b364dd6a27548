package aprendiz.registry.hub;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The files of a version as folders, as the Hub's {@code tree} and {@code paths-info} routes show them. */
record Tree(List<FileEntry> files) {

    /** {@code type} is {@code file} or {@code directory}; only files have {@code lfs}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Node(String type, String path, long size, String oid, Lfs lfs) {}

    record Lfs(String oid, long size, int pointerSize) {}

    /**
     * What lies in a folder.
     *
     * @param folder without a slash at its end; empty for the top
     * @return nothing if there is no such folder
     */
    Optional<List<Node>> list(String folder, boolean recursive) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        TreeMap<String, Node> nodes = new TreeMap<>();
        for (FileEntry file : files) {
            if (file.path().startsWith(prefix)) {
                addFolders(file.path(), prefix.length(), recursive, nodes);
                if (recursive || file.path().indexOf('/', prefix.length()) < 0) {
                    nodes.put(file.path(), node(file));
                }
            }
        }
        return nodes.isEmpty() && !folder.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(nodes.values()));
    }

    /** The named files and folders; unknown ones are left out. */
    List<Node> find(List<String> paths) {
        List<Node> found = new ArrayList<>();
        for (String path : paths) {
            files.stream()
                    .filter(file -> file.path().equals(path))
                    .findFirst()
                    .ifPresent(file -> found.add(node(file)));
            if (files.stream().anyMatch(file -> file.path().startsWith(path + "/"))) {
                found.add(directory(path));
            }
        }
        return found;
    }

    private void addFolders(String path, int from, boolean recursive, TreeMap<String, Node> nodes) {
        for (int slash = path.indexOf('/', from); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            nodes.computeIfAbsent(path.substring(0, slash), this::directory);
            if (!recursive) {
                return;
            }
        }
    }

    private static Node node(FileEntry file) {
        Pointer pointer = new Pointer(file);
        Lfs lfs = new Lfs(file.sha256().hex(), file.size(), pointer.size());
        return new Node("file", file.path(), file.size(), pointer.oid(), lfs);
    }

    /** Git's name for the folder does not matter to clients; it only has to differ when the content does. */
    private Node directory(String path) {
        StringBuilder content = new StringBuilder();
        files.stream()
                .filter(file -> file.path().startsWith(path + "/"))
                .forEach(file -> content.append(file.sha256())
                        .append(' ')
                        .append(file.path())
                        .append('\n'));
        Digest digest = Digest.of(content.toString().getBytes(StandardCharsets.UTF_8));
        return new Node("directory", path, 0, digest.hex().substring(0, 40), null);
    }
}
