package aprendiz.inference.variants;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.export.Bound;
import aprendiz.transformers.export.Export;
import aprendiz.transformers.export.Parity;
import aprendiz.transformers.export.ParityReport;
import aprendiz.transformers.export.Variant;
import aprendiz.transformers.network.Head;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * What was exported on this machine: {@code folder/<commit>} has the files of the checkpoint, as links, and its exports
 * beside them, so that the checkpoint itself stays what its digest says.
 */
final class Exports {

    private static final Logger LOG = Logger.getLogger(Exports.class);
    private static final String CHOICE = "choice.json";
    private static final String SHAPES = "shapes";

    private final Path folder;
    private final List<String> texts;

    /** @param texts on which exports are compared with their originals */
    Exports(Path folder, List<String> texts) {
        this.folder = folder;
        this.texts = List.copyOf(texts);
    }

    /**
     * An export.
     *
     * @param folder in which it lies, at its variant's path
     * @param parity how near it is to the original
     */
    record Exported(Path folder, Parity parity) {}

    /**
     * The checkpoint's export: the one that it brings, or one made here.
     *
     * @throws Problem of kind REFUSED if it is outside the bound
     */
    Exported export(Path checkpoint, Variant variant, Bound bound) {
        try {
            Optional<ParityReport> brought = report(checkpoint, variant);
            if (brought.isPresent()) {
                return new Exported(checkpoint, checked(brought.get(), bound));
            }
            Path place = place(checkpoint);
            Optional<ParityReport> made = report(place, variant);
            if (made.isPresent()) {
                return new Exported(place, checked(made.get(), bound));
            }
            Head head = Head.of(new Checkpoint(place).config());
            return new Exported(
                    place, Export.write(place, head, variant, texts, bound).parity());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ParityReport> report(Path checkpoint, Variant variant) throws IOException {
        return Files.exists(checkpoint.resolve(variant.path()))
                        && Files.exists(checkpoint.resolve(variant.reportPath()))
                ? Optional.of(ParityReport.read(checkpoint, variant))
                : Optional.empty();
    }

    private static Parity checked(ParityReport report, Bound bound) {
        if (!bound.allows(report.parity())) {
            throw Problem.refused(
                    "Not near enough", report.variant().path() + ": " + report.parity() + " is not within " + bound);
        }
        return report.parity();
    }

    /** Where its exports lie. A link to what was there before the checkpoint was fetched again is made anew. */
    private Path place(Path checkpoint) throws IOException {
        Path place = folder.resolve(checkpoint.getFileName().toString());
        Checkpoint files = new Checkpoint(checkpoint);
        for (String path : files.files()) {
            Path link = place.resolve(path);
            if (!Files.exists(link) || !Files.isSameFile(link, files.file(path))) {
                Files.createDirectories(link.getParent());
                Files.deleteIfExists(link);
                link(files.file(path), link);
            }
        }
        return place;
    }

    private static void link(Path file, Path link) throws IOException {
        try {
            Files.createLink(link, file);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(file, link); // another disk, or one without links
        }
    }

    /** What was chosen before for this very checkpoint, if it was. */
    Optional<Choice> choice(Path checkpoint) {
        return read(folder.resolve(checkpoint.getFileName().toString()).resolve(CHOICE));
    }

    /** What was chosen last for a network of this shape: its speed does not depend on its weights. */
    Optional<Choice> choice(Shape shape) {
        return read(file(shape));
    }

    private Path file(Shape shape) {
        return folder.resolve(SHAPES).resolve(shape.digest() + ".json");
    }

    private static Optional<Choice> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Json.read(file, Choice.class)) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.warnf("what was measured is measured again: %s", e.getMessage());
            return Optional.empty();
        }
    }

    void keep(Path checkpoint, Shape shape, Choice choice) {
        try {
            AtomicFile.write(place(checkpoint).resolve(CHOICE), Json.pretty(choice));
            Files.createDirectories(folder.resolve(SHAPES));
            AtomicFile.write(file(shape), Json.pretty(choice));
        } catch (IOException e) {
            LOG.warnf("%s will be measured again after a restart: %s", checkpoint.getFileName(), e.getMessage());
        }
    }

    /** Deletes what belongs to none of these checkpoints, which are named by their folders. */
    void tidy(Set<String> checkpoints) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> places = Files.list(folder)) {
            for (Path place : places.toList()) {
                String name = place.getFileName().toString();
                if (!checkpoints.contains(name) && !name.equals(SHAPES)) {
                    delete(place);
                }
            }
        } catch (IOException e) {
            LOG.warnf("old exports stay in %s: %s", folder, e.getMessage());
        }
    }

    private static void delete(Path place) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
