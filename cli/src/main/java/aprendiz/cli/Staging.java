package aprendiz.cli;

import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
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

    static Version publishBase(RegistryClient registry, ModelName name, Path folder) throws IOException {
        return inTemporary(staged -> {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String path = folder.relativize(file).toString().replace('\\', '/');
                    if (!path.equals(Manifest.FILE) && !path.startsWith(".git/") && !path.startsWith(".cache/")) {
                        link(file, staged.resolve(path));
                    }
                }
            }
            Checkpoint checkpoint = new Checkpoint(staged);
            List<String> classes = checkpoint.config().architectures();
            String architecture = classes.isEmpty() ? "" : classes.getFirst();
            checkpoint.seal(new Manifest(
                    1, Kind.BASE, task(architecture), List.of(), null, null, new TreeMap<>(), null, null, List.of()));
            return registry.publish(RepositoryType.MODEL, name, staged, "imported from a folder", null);
        });
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

    private static Task task(String architecture) {
        if (architecture.endsWith("ForSequenceClassification")) {
            return Task.TEXT_CLASSIFICATION;
        }
        if (architecture.endsWith("ForTokenClassification")) {
            return Task.TOKEN_CLASSIFICATION;
        }
        if (architecture.endsWith("ForQuestionAnswering")) {
            return Task.QUESTION_ANSWERING;
        }
        return architecture.endsWith("ForMaskedLM") ? Task.FILL_MASK : Task.FEATURE_EXTRACTION;
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
