package aprendiz.training.searches;

import aprendiz.messages.Event;
import aprendiz.model.Problem;
import aprendiz.training.Announcements;
import aprendiz.training.jobs.JobRow;
import aprendiz.training.jobs.JobState;
import aprendiz.training.recipe.RecipeReader;
import aprendiz.training.recipe.SearchRecipe;
import aprendiz.training.run.Phase;
import aprendiz.training.searches.Tournament.Next;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hibernate.Session;

/**
 * Brings searches on: each a little, in a transaction that holds its row. A search takes no worker's room and no lease, so
 * its children always find a worker that its parent does not keep from them, and nothing is lost with whoever tends it.
 */
@ApplicationScoped
class Searches {

    private final Session session;
    private final Children children;
    private final Announcements announcements;
    private final SearchReport reports;

    Searches(Session session, Children children, Announcements announcements, SearchReport reports) {
        this.session = session;
        this.children = children;
        this.announcements = announcements;
        this.reports = reports;
    }

    /**
     * Brings on one search that is due, if there is one that nobody else is at.
     *
     * @return false if there is none
     */
    @Transactional
    boolean tend() {
        List<String> due = session.createNativeQuery("""
                        select id from job
                        where technique = 'search' and state in ('queued', 'running') and not_before <= now()
                        order by not_before limit 1 for update skip locked
                        """, String.class).getResultList();
        if (due.isEmpty()) {
            return false;
        }
        tend(JobRow.findById(due.getFirst()));
        return true;
    }

    /** What cannot be read any more fails, and keeps nobody else waiting. */
    private void tend(JobRow search) {
        try {
            bringOn(search);
        } catch (Problem problem) {
            fail(search, problem.getMessage());
        }
    }

    private void bringOn(JobRow search) {
        begin(search);
        SearchRecipe recipe = (SearchRecipe) RecipeReader.readJson(search.recipe);
        Tournament tournament = new Tournament(recipe);
        List<JobRow> all = children.of(search);
        Optional<JobRow> published =
                all.stream().filter(one -> one.trial == null).findFirst();
        if (published.isPresent()) {
            if (JobState.of(published.get().state).ended()) {
                List<JobRow> trials =
                        all.stream().filter(one -> one.trial != null).toList();
                end(search, published.get(), reports.of(recipe, tournament.candidates(), published.get(), trials));
                return;
            }
        } else {
            List<Tournament.Trial> trials = all.stream()
                    .map(one -> children.trial(one, recipe.metric().toString()))
                    .toList();
            switch (tournament.next(trials)) {
                case Next.Begin(int round, List<Integer> numbers) ->
                    numbers.forEach(number -> children.tryOut(
                            search, recipe.trial(tournament.candidates().get(number), round), number, round));
                case Next.Publish(int number) ->
                    children.publish(search, recipe.best(tournament.candidates().get(number)));
                case Next.GiveUp(String reason) -> {
                    fail(search, reason);
                    return;
                }
                case Next.Wait() -> {}
            }
        }
        progress(search, all, tournament.trials() + 1);
    }

    private void begin(JobRow search) {
        if (search.state.equals(JobState.QUEUED.toString())) {
            change(search, "state = 'running', attempt = 1, started_at = now()");
            announcements.add(new Event.JobStarted(search.id, 1, "search"));
        }
    }

    /** Says how many children have ended, if that is news. */
    private void progress(JobRow search, List<JobRow> all, int steps) {
        int ended =
                (int) all.stream().filter(one -> JobState.of(one.state).ended()).count();
        change(search, "not_before = now() + make_interval(secs => 1)");
        if (search.step == null || search.step != ended) {
            String phase = Phase.SEARCHING.toString();
            session.createNativeMutationQuery(
                            "update job set phase = :phase, step = :step, steps = :steps where id = :id")
                    .setParameter("phase", phase)
                    .setParameter("step", ended)
                    .setParameter("steps", steps)
                    .setParameter("id", search.id)
                    .executeUpdate();
            announcements.add(new Event.JobProgressed(search.id, phase, ended, steps, null, null));
        }
    }

    private void fail(JobRow search, String reason) {
        session.createNativeMutationQuery(
                        "update job set state = 'failed', error = :error, ended_at = now() where id = :id")
                .setParameter("error", reason)
                .setParameter("id", search.id)
                .executeUpdate();
        announcements.add(new Event.JobFailed(search.id, reason));
    }

    /** As its last child ended. */
    private void end(JobRow search, JobRow last, ObjectNode report) {
        switch (JobState.of(last.state)) {
            case SUCCEEDED -> {
                copy(search, last, report);
                announcements.add(
                        new Event.JobSucceeded(search.id, last.model, last.version, last.alias, metrics(last)));
            }
            case REFUSED -> {
                copy(search, last, report);
                announcements.add(new Event.JobRefused(search.id, last.model, last.version, last.error));
            }
            case FAILED -> fail(search, last.error);
            case CANCELLED -> fail(search, "job " + last.id + ", which was to be published, was cancelled");
            case QUEUED, RUNNING -> throw new IllegalStateException("job " + last.id + " has not ended");
        }
    }

    private void copy(JobRow search, JobRow last, ObjectNode report) {
        session.createNativeMutationQuery("update job set state = l.state, error = l.error, version = l.version,"
                        + " alias_moved = l.alias_moved, metrics = l.metrics, step = job.steps, ended_at = now()"
                        + " from job l where job.id = :id and l.id = :last")
                .setParameter("id", search.id)
                .setParameter("last", last.id)
                .executeUpdate();
        session.createNativeMutationQuery("insert into job_document values (:id, 'report', :report)")
                .setParameter("id", search.id)
                .setParameter("report", report.toPrettyString())
                .executeUpdate();
    }

    private static SortedMap<String, Double> metrics(JobRow row) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        Children.metrics(row)
                .properties()
                .forEach(one -> metrics.put(one.getKey(), one.getValue().asDouble()));
        return metrics;
    }

    private void change(JobRow search, String what) {
        session.createNativeMutationQuery("update job set " + what + " where id = :id")
                .setParameter("id", search.id)
                .executeUpdate();
    }
}
