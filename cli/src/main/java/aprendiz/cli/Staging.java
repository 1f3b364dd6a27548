package aprendiz.cli;

import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.Archive;
import aprendiz.model.catalog.Version;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.registry.client.RegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Publishes files from a temporary folder of links, so that a user's own folder is never written to. */
final class Staging {

    private static final List<String> BESIDE = List.of(".git/", ".cache/", Archive.FOLDER);

    static Version publishBase(RegistryClient registry, ModelName name, Path folder) throws IOException {
        return inTemporary(staged -> {
            linkAll(folder, staged);
            Checkpoint checkpoint = new Checkpoint(staged);
            List<String> classes = checkpoint.config().architectures();
            String architecture = classes.isEmpty() ? "" : classes.getFirst();
            checkpoint.seal(new Manifest(
                    1,
                    Kind.BASE,
                    Task.ofArchitecture(architecture),
                    List.of(),
                    null,
                    null,
                    new TreeMap<>(),
                    null,
                    null,
                    List.of()));
            return registry.publish(RepositoryType.MODEL, name, staged, message(folder), null);
        });
    }

    /** Every file below a folder as a version of a data set. */
    static Version publishFolder(RegistryClient registry, ModelName name, Path folder) throws IOException {
        return inTemporary(staged -> {
            linkAll(folder, staged);
            return registry.publish(RepositoryType.DATASET, name, staged, message(folder), null);
        });
    }

    private static String message(Path folder) {
        return "imported from folder " + folder.toAbsolutePath().normalize().getFileName();
    }

    /**
     * What git, the Hub's clients and exported archives keep beside the files is left out, and so is the manifest of another
     * version.
     */
    private static void linkAll(Path folder, Path staged) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                if (!path.equals(Manifest.FILE) && BESIDE.stream().noneMatch(path::startsWith)) {
                    link(file, staged.resolve(path));
                }
            }
        }
    }

    static Version publishData(RegistryClient registry, ModelName name, List<Path> files) throws IOException {
        return inTemporary(staged -> {
            for (Path file : files) {
                Path target = staged.resolve(file.getFileName().toString());
                if (Files.exists(target)) {
                    throw Problem.invalid("Doubled name", "two files are called " + file.getFileName());
                }
                link(file, target);
            }
            return registry.publish(RepositoryType.DATASET, name, staged, "added", null);
        });
    }

    @FunctionalInterface
    private interface Work {
        Version on(Path folder) throws IOException;
    }

    private static Version inTemporary(Work work) throws IOException {
        Path staged = Files.createTempDirectory("aprendiz-");
        try {
            return work.on(staged);
        } finally {
            try (Stream<Path> left = Files.walk(staged)) {
                for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void link(Path file, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try {
            Files.createLink(target, file.toRealPath());
        } catch (IOException | UnsupportedOperationException otherDisk) {
            Files.copy(file, target);
        }
    }

    private Staging() {}
}
