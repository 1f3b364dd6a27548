package aprendiz.training.run;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.training.recipe.Technique;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Where a job and its process keep what they tell each other, and what the process needs to go on after a kill. */
public record JobFolder(Path path) {

    /** @param work where all jobs' folders lie */
    public static JobFolder of(Path work, String job) {
        return new JobFolder(work.resolve("jobs").resolve(job));
    }

    /** Creates the folder if it is missing, and writes {@code job.json}. */
    public void assign(Assignment assignment) {
        try {
            Files.createDirectories(path);
            AtomicFile.write(path.resolve("job.json"), Json.pretty(assignment));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the job's folder " + path, e);
        }
    }

    Assignment assignment() throws IOException {
        return Json.read(path.resolve("job.json"), Assignment.class);
    }

    /** Held by the one process that works here. */
    Path lock() {
        return path.resolve("lock");
    }

    /** What the process says, a {@link Progress} on each line. */
    public Path progress() {
        return path.resolve("progress.jsonl");
    }

    /** What the process and its libraries print. */
    public Path log() {
        return path.resolve("log.txt");
    }

    public Path report() {
        return path.resolve("report.json");
    }

    /** What a phase saves to go on from. */
    Path state(Phase phase) {
        return path.resolve("state").resolve(phase.toString());
    }

    /** What a student begins as. */
    Path student() {
        return path.resolve("state").resolve("student");
    }

    /** What teachers said. */
    Path answers() {
        return path.resolve("state").resolve("teacher-answers");
    }

    /** The checkpoint that a phase ends with. */
    Path checkpoint(Phase phase) {
        return path.resolve("checkpoints").resolve(phase.toString());
    }

    /** How a phase ended; there only once its checkpoint is whole. */
    Path outcome(Phase phase) {
        return path.resolve(phase + ".json");
    }

    /** What is to be published. */
    public Path version(Technique technique) {
        return checkpoint(
                switch (technique) {
                    case TRANSFER -> Phase.FINE_TUNING;
                    case DISTILLATION -> Phase.DISTILLING;
                    case SEARCH -> throw new IllegalArgumentException("a search has no folder, its jobs have");
                });
    }

    /** Keeps what people read: report, progress and log. Weights and saved states go. */
    public void clear() {
        remove(path.resolve("state"));
        remove(path.resolve("checkpoints"));
    }

    /** Removes a folder and all in it; one that is not there is fine. */
    public static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException error) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.INTERNAL, "Folder left over", "cannot remove " + folder, java.util.List.of(), e);
        }
    }
}
