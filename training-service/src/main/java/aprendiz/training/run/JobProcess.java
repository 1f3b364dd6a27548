package aprendiz.training.run;

import aprendiz.model.Problem;
import aprendiz.training.data.BadData;
import aprendiz.training.recipe.DistillationRecipe;
import aprendiz.training.recipe.RecipeReader;
import aprendiz.training.recipe.SearchRecipe;
import aprendiz.training.recipe.TransferRecipe;
import aprendiz.training.subjects.BertTrainer;
import aprendiz.training.subjects.Trainer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * The process of one job. It ends by itself when its worker does: the worker holds the other end of its standard input
 * and never writes to it. A lock on the job's folder keeps a second process out.
 */
public final class JobProcess {

    /** Said what happened on the last line of its progress. */
    public static final int DONE = 0;
    /** Another process works in the folder. */
    public static final int LOCKED = 75;
    /** The worker is gone. */
    public static final int ORPHANED = 76;

    private static final Duration WAIT_FOR_LOCK = Duration.ofSeconds(20);

    private JobProcess() {}

    /** @param args the job's folder */
    public static void main(String[] args) {
        run(Path.of(args[0]), new BertTrainer());
    }

    /** Works to the end and ends the process. */
    static void run(Path path, Trainer trainer) {
        Thread.ofPlatform().daemon().name("parent-watch").start(JobProcess::endWithParent);
        JobFolder folder = new JobFolder(path);
        int exit;
        try (FileChannel channel =
                        FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = acquire(channel)) {
            exit = lock == null ? LOCKED : work(folder, trainer);
        } catch (IOException | InterruptedException e) {
            e.printStackTrace();
            exit = 1;
        }
        System.exit(exit);
    }

    private static int work(JobFolder folder, Trainer trainer) throws IOException {
        try (ProgressLog progress = new ProgressLog(folder.progress())) {
            Progress last;
            try {
                last = run(folder, trainer, progress);
            } catch (BadData bad) {
                last = new Progress.Failed("data: " + bad.getMessage(), false);
            } catch (Problem problem) {
                problem.printStackTrace();
                last = new Progress.Failed(problem.getMessage(), mayFareBetter(problem.kind()));
            } catch (RuntimeException | IOException e) {
                e.printStackTrace();
                last = new Progress.Failed(Cause.of(e), true);
            }
            progress.say(last);
        }
        return DONE;
    }

    private static Progress run(JobFolder folder, Trainer trainer, ProgressLog progress) throws IOException {
        Assignment assignment = folder.assignment();
        return switch (RecipeReader.read(assignment.recipe())) {
            case TransferRecipe recipe
            when assignment.trial() -> new TrialRun(folder, trainer, progress, assignment, recipe).run();
            case TransferRecipe recipe -> new TransferRun(folder, trainer, progress, assignment, recipe).run();
            case DistillationRecipe recipe -> new DistillationRun(folder, trainer, progress, assignment, recipe).run();
            case SearchRecipe search ->
                throw Problem.invalid("No process", "a search is done by the jobs that it makes");
        };
    }

    private static boolean mayFareBetter(Problem.Kind kind) {
        return switch (kind) {
            case INVALID, NOT_FOUND, CONFLICT, REFUSED -> false;
            case BUSY, INTERNAL, UNAVAILABLE -> true;
        };
    }

    private static FileLock acquire(FileChannel channel) throws IOException, InterruptedException {
        Instant until = Instant.now().plus(WAIT_FOR_LOCK);
        while (true) {
            FileLock lock = channel.tryLock();
            if (lock != null || Instant.now().isAfter(until)) {
                return lock;
            }
            Thread.sleep(100);
        }
    }

    private static void endWithParent() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // as good as its end
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
