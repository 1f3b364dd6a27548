package aprendiz.model.checkpoint;

import aprendiz.model.AtomicFile;
import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.Manifest;
import aprendiz.model.Problem;
import aprendiz.model.tensors.TensorSource;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A directory that holds a model in Hugging Face layout.
 *
 * <p>Written file by file, then sealed: {@code aprendiz.json} comes last and names every other file by its SHA-256, so
 * a directory without one is unfinished, and a finished one can be verified anywhere.
 *
 * @param folder an existing directory
 */
public record Checkpoint(Path folder) {

    /** The name of the model's configuration. */
    public static final String CONFIG = "config.json";
    /** The name of the model's weights. */
    public static final String WEIGHTS = "model.safetensors";

    private static final String INDEX = ".index.json";
    private static final String TORCH_WEIGHTS = "pytorch_model.bin";

    /** What weights that can be trained may lie in, the best first: one file, or an index that names its shards. */
    public static final List<String> TRAINABLE_WEIGHTS =
            List.of(WEIGHTS, WEIGHTS + INDEX, TORCH_WEIGHTS, TORCH_WEIGHTS + INDEX);

    /** What weights may lie in, the best first. */
    private static final List<String> ALL_WEIGHTS = Stream.concat(
                    TRAINABLE_WEIGHTS.stream(), Stream.of("onnx/model.onnx", "model.onnx"))
            .toList();

    public Checkpoint {
        if (!Files.isDirectory(folder)) {
            throw Problem.notFound("No such checkpoint", folder + " is not a directory");
        }
    }

    /** Where a file of that path lies, or would. */
    public Path file(String path) {
        return folder.resolve(FileEntry.checkPath(path));
    }

    /**
     * The paths of all files, sorted, with {@code /} between segments; what a killed writer left behind is passed over.
     *
     * @throws Problem of kind INVALID that names what is no plain file, or has a path that no version may have
     */
    public SortedSet<String> files() throws IOException {
        SortedSet<String> paths = new TreeSet<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                if (path.equals(folder) || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    throw Problem.invalid("Bad checkpoint", path + " is a link or a device, not a plain file");
                }
                if (AtomicFile.isLeftOver(path)) {
                    continue;
                }
                paths.add(FileEntry.checkPath(folder.relativize(path)
                        .toString()
                        .replace(path.getFileSystem().getSeparator(), "/")));
            }
        }
        return paths;
    }

    /**
     * Reads {@code aprendiz.json}.
     *
     * @throws Problem of kind NOT_FOUND if it was never sealed, INVALID that names what is wrong in the file
     */
    public Manifest manifest() throws IOException {
        return Json.read(file(Manifest.FILE), Manifest.class);
    }

    /**
     * Reads {@code config.json}.
     *
     * @throws Problem of kind NOT_FOUND if there is none, INVALID that names the fields that are wrong
     */
    public ModelConfig config() throws IOException {
        return ModelConfig.read(file(CONFIG));
    }

    /**
     * Opens the weights: of model.safetensors, pytorch_model.bin (each whole or in shards) and model.onnx the first that is
     * there. The caller closes them.
     *
     * @throws Problem of kind NOT_FOUND if there are none, INVALID that names the file and the tensor that is wrong
     */
    public TensorSource tensors() throws IOException {
        return TensorSource.open(file(weights()));
    }

    /**
     * The files that {@link #tensors} reads: one, or an index with its shards, sorted.
     *
     * @throws Problem of kind NOT_FOUND if there are none
     */
    public List<Path> weightFiles() throws IOException {
        String name = weights();
        SortedSet<String> paths = new TreeSet<>(List.of(name));
        if (name.endsWith(INDEX)) {
            Json.read(file(name), ObjectNode.class).path("weight_map").forEach(shard -> paths.add(shard.asText()));
        }
        return paths.stream().map(this::file).toList();
    }

    private String weights() {
        return ALL_WEIGHTS.stream()
                .filter(name -> Files.exists(file(name)))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("No weights", folder + " has none of " + ALL_WEIGHTS));
    }

    /**
     * Hashes every file and writes {@code aprendiz.json}, whole or not at all. Sealing again replaces it.
     *
     * @param manifest what it shall say; its own list of files is not looked at
     * @return what it says now, files and all
     */
    public Manifest seal(Manifest manifest) throws IOException {
        List<FileEntry> entries = new ArrayList<>();
        for (String path : contents()) {
            entries.add(new FileEntry(path, Files.size(file(path)), Digest.of(file(path))));
        }
        Manifest sealed = manifest.withFiles(entries);
        AtomicFile.write(file(Manifest.FILE), Json.pretty(sealed));
        return sealed;
    }

    /**
     * Compares the directory with its manifest, byte by byte.
     *
     * @return the manifest, which now can be trusted
     * @throws Problem of kind INVALID that names the first file, by path, that differs, is missing or is extra
     */
    public Manifest verify() throws IOException {
        Manifest manifest = manifest();
        SortedMap<String, FileEntry> promised = new TreeMap<>();
        for (FileEntry entry : manifest.files()) {
            if (promised.put(entry.path(), entry) != null) {
                throw corrupt(Manifest.FILE + " lists '" + entry.path() + "' twice");
            }
        }
        SortedSet<String> found = contents();
        SortedSet<String> paths = new TreeSet<>(found);
        paths.addAll(promised.keySet());
        for (String path : paths) {
            if (!found.contains(path)) {
                throw corrupt("'" + path + "' is missing");
            }
            if (!promised.containsKey(path)) {
                throw corrupt("'" + path + "' is extra: " + Manifest.FILE + " does not name it");
            }
            compare(promised.get(path));
        }
        return manifest;
    }

    private void compare(FileEntry promised) throws IOException {
        String path = promised.path();
        long size = Files.size(file(path));
        if (size != promised.size()) {
            throw corrupt("'" + path + "' has " + size + " bytes, not " + promised.size());
        }
        Digest digest = Digest.of(file(path));
        if (!digest.equals(promised.sha256())) {
            throw corrupt("'" + path + "' has SHA-256 " + digest + ", not " + promised.sha256());
        }
    }

    private SortedSet<String> contents() throws IOException {
        SortedSet<String> paths = files();
        paths.remove(Manifest.FILE);
        return Collections.unmodifiableSortedSet(paths);
    }

    private Problem corrupt(String what) {
        return Problem.invalid("Corrupt checkpoint", folder + ": " + what);
    }
}
