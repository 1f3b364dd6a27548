package aprendiz.training.searches;

import aprendiz.model.Json;
import aprendiz.training.jobs.JobRow;
import aprendiz.training.recipe.SearchRecipe;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.hibernate.Session;

/** The report of a search: that of the job that was published, and beside it, as {@code search}, every trial. */
@ApplicationScoped
class SearchReport {

    private final Session session;

    SearchReport(Session session) {
        this.session = session;
    }

    /**
     * Reads with the caller's transaction.
     *
     * @param published the job that was published
     * @param trials by round and number
     */
    ObjectNode of(SearchRecipe recipe, List<ObjectNode> candidates, JobRow published, List<JobRow> trials) {
        ObjectNode report = report(published);
        String metric = recipe.metric().toString();
        ObjectNode search = report.putObject("search")
                .put("method", recipe.method().toString())
                .put("metric", metric)
                .put("published", published.id);
        ArrayNode rows = search.putArray("trials");
        for (JobRow trial : trials) {
            ObjectNode row = rows.addObject()
                    .put("job", trial.id)
                    .put("number", trial.trial)
                    .put("round", trial.round)
                    .put("state", trial.state);
            row.set("settings", candidates.get(trial.trial));
            row.set("measured", Children.metrics(trial).path(metric));
            if (trial.startedAt != null && trial.endedAt != null) {
                row.put(
                        "seconds",
                        Duration.between(trial.startedAt, trial.endedAt).toMillis() / 1000.0);
            }
            if (trial.error != null) {
                row.put("error", trial.error);
            }
        }
        return report;
    }

    private ObjectNode report(JobRow published) {
        return session.createNativeQuery(
                        "select text from job_document where job = :job and name = 'report'", String.class)
                .setParameter("job", published.id)
                .getResultStream()
                .findFirst()
                .map(text -> Json.parse(text.getBytes(StandardCharsets.UTF_8), "report", ObjectNode.class))
                .orElseGet(Json.MAPPER::createObjectNode);
    }
}
