package aprendiz.training.workers;

import aprendiz.training.run.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.Session;

/** What a job's process says, as rows: how far it is, its steps, its losses. Writes with the caller's transaction. */
@ApplicationScoped
class Measurements {

    private final Session session;

    Measurements(Session session) {
        this.session = session;
    }

    /** Stores one line; one that is stored already is replaced. */
    void store(String job, Progress line) {
        switch (line) {
            case Progress.Began began ->
                session.createNativeMutationQuery(
                                "update job set phase = :phase, step = :step, steps = :steps, loss = null,"
                                        + " seconds_left = null, trouble = null where id = :job")
                        .setParameter("phase", began.phase().toString())
                        .setParameter("step", began.steps() == 0 ? null : began.resumedAt(), Integer.class)
                        .setParameter("steps", began.steps() == 0 ? null : began.steps(), Integer.class)
                        .setParameter("job", job)
                        .executeUpdate();
            case Progress.Stepped stepped -> store(job, stepped);
            case Progress.Evaluated evaluated ->
                session.createNativeMutationQuery("""
                                insert into job_evaluation values (:job, :phase, :step, :epoch, :training, :validation, :accuracy)
                                on conflict (job, phase, step) do update set epoch = excluded.epoch,
                                    training_loss = excluded.training_loss, validation_loss = excluded.validation_loss,
                                    accuracy = excluded.accuracy
                                """)
                        .setParameter("job", job)
                        .setParameter("phase", evaluated.phase().toString())
                        .setParameter("step", evaluated.step())
                        .setParameter("epoch", evaluated.epoch())
                        .setParameter("training", evaluated.trainingLoss())
                        .setParameter("validation", evaluated.validationLoss())
                        .setParameter("accuracy", evaluated.accuracy())
                        .executeUpdate();
            case Progress.Finished finished -> {}
            case Progress.Failed failed -> {}
        }
    }

    private void store(String job, Progress.Stepped stepped) {
        session.createNativeMutationQuery("""
                        insert into job_step values (:job, :phase, :step, :loss, :rate)
                        on conflict (job, phase, step) do update set loss = excluded.loss,
                            learning_rate = excluded.learning_rate
                        """)
                .setParameter("job", job)
                .setParameter("phase", stepped.phase().toString())
                .setParameter("step", stepped.step())
                .setParameter("loss", stepped.loss())
                .setParameter("rate", stepped.learningRate())
                .executeUpdate();
        session.createNativeMutationQuery("update job set phase = :phase, step = :step, steps = :steps, loss = :loss,"
                        + " seconds_left = :left where id = :job")
                .setParameter("phase", stepped.phase().toString())
                .setParameter("step", stepped.step())
                .setParameter("steps", stepped.steps())
                .setParameter("loss", stepped.loss())
                .setParameter("left", stepped.secondsLeft())
                .setParameter("job", job)
                .executeUpdate();
    }
}
