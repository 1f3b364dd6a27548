package aprendiz.training.jobs;

import aprendiz.model.Problem;
import aprendiz.training.Settings;
import aprendiz.training.run.JobFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** What a job has found out so far. */
@ApplicationScoped
public class Findings {

    /** The measurements of a job, by phase in the order of the work, then by step. */
    public record Metrics(List<Step> steps, List<Evaluation> evaluations) {}

    /** An optimiser step. */
    public record Step(String phase, int step, double loss, double learningRate) {}

    /** Both losses, in evaluation mode at the same step. */
    public record Evaluation(
            String phase, int step, double epoch, double trainingLoss, double validationLoss, double accuracy) {}

    private final Session session;
    private final Settings settings;

    Findings(Session session, Settings settings) {
        this.session = session;
        this.settings = settings;
    }

    @Transactional
    public Metrics metrics(String job) {
        List<Step> steps = session.createNativeQuery(
                        "select phase, step, loss, learning_rate from job_step where job = ?1 order by phase, step",
                        Tuple.class)
                .setParameter(1, job)
                .getResultStream()
                .map(row -> new Step(
                        row.get(0, String.class),
                        row.get(1, Integer.class),
                        row.get(2, Double.class),
                        row.get(3, Double.class)))
                .toList();
        List<Evaluation> evaluations = session.createNativeQuery(
                        "select phase, step, epoch, training_loss, validation_loss, accuracy from job_evaluation"
                                + " where job = ?1 order by phase, step",
                        Tuple.class)
                .setParameter(1, job)
                .getResultStream()
                .map(row -> new Evaluation(
                        row.get(0, String.class),
                        row.get(1, Integer.class),
                        row.get(2, Double.class),
                        row.get(3, Double.class),
                        row.get(4, Double.class),
                        row.get(5, Double.class)))
                .toList();
        return new Metrics(steps, evaluations);
    }

    /** @throws Problem of kind NOT_FOUND if the job has none, or none yet */
    @Transactional
    public String report(Job job) {
        return reportIfAny(job)
                .orElseThrow(() -> Problem.notFound(
                        "No report", "job " + job.id() + " is " + job.state() + "; a report comes with its end"));
    }

    /** Empty if the job has none, or none yet. */
    @Transactional
    public Optional<String> reportIfAny(Job job) {
        return document(job.id(), "report");
    }

    /** What the process printed: of a job that has ended from the database, else from the folder of its worker. */
    @Transactional
    public String log(Job job) {
        return document(job.id(), "log").orElseGet(() -> {
            java.nio.file.Path log = JobFolder.of(settings.work(), job.id()).log();
            try {
                return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
            } catch (IOException e) {
                throw Problem.unavailable("Log away", "cannot read the log of job " + job.id(), e);
            }
        });
    }

    private Optional<String> document(String job, String name) {
        return session.createNativeQuery("select text from job_document where job = ?1 and name = ?2", String.class)
                .setParameter(1, job)
                .setParameter(2, name)
                .getResultStream()
                .findFirst();
    }
}
