package aprendiz.training.jobs;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.training.checks.Admission;
import aprendiz.training.checks.Pacing;
import aprendiz.training.checks.Plan;
import aprendiz.training.recipe.Recipe;
import aprendiz.training.recipe.RecipeReader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Jobs over HTTP. */
@Path("/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
public class JobResource {

    private static final int LONGEST_KEY = 200;

    private static final int HIGHEST = 100;
    private static final int MOST_COMPARED = 20;

    private final Admission admission;
    private final Pacing pacing;
    private final Jobs jobs;
    private final Findings findings;

    JobResource(Admission admission, Pacing pacing, Jobs jobs, Findings findings) {
        this.admission = admission;
        this.pacing = pacing;
        this.jobs = jobs;
        this.findings = findings;
    }

    @POST
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml"})
    @Operation(summary = "Submit a recipe, written in YAML")
    public Response submitYaml(
            byte[] recipe,
            @HeaderParam("Idempotency-Key") String key,
            @QueryParam("dryRun") boolean dryRun,
            @QueryParam("priority") @DefaultValue("0") int priority) {
        return submit(recipe, RecipeReader::readYaml, key, dryRun, priority);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Submit a recipe",
            description =
                    "Everything is checked first. With dryRun=true nothing else happens, and the plan is answered: what"
                            + " would be trained, and the steps, time and memory that are expected. Of the jobs that"
                            + " wait, those of the highest priority (-100 to 100) come first, the oldest of them before.")
    public Response submitJson(
            byte[] recipe,
            @HeaderParam("Idempotency-Key") String key,
            @QueryParam("dryRun") boolean dryRun,
            @QueryParam("priority") @DefaultValue("0") int priority) {
        return submit(recipe, RecipeReader::readJson, key, dryRun, priority);
    }

    private Response submit(byte[] body, Function<String, Recipe> reader, String key, boolean dryRun, int priority) {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw Problem.invalid("Bad key", "an Idempotency-Key has 1 to " + LONGEST_KEY + " characters");
        }
        if (Math.abs(priority) > HIGHEST) {
            throw Problem.invalid(
                    "Bad priority", "priority: must lie between -100 and " + HIGHEST + ", and is " + priority);
        }
        Recipe recipe = reader.apply(decode(body));
        if (dryRun) {
            Plan plan = admission.admit(recipe);
            return Response.ok(pacing.measured().map(plan::at).orElse(plan)).build();
        }
        Optional<Job> earlier = key == null ? Optional.empty() : jobs.earlier(key, recipe);
        if (earlier.isPresent()) {
            return Response.ok(earlier.get()).build();
        }
        Plan plan = admission.admit(recipe);
        Jobs.Submitted submitted = jobs.submit(pacing.known().map(plan::at).orElse(plan), key, priority);
        return submitted.created()
                ? Response.created(URI.create("/v1/jobs/" + submitted.job().id()))
                        .entity(submitted.job())
                        .build()
                : Response.ok(submitted.job()).build();
    }

    private static String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.invalid("Bad recipe", "the recipe is not in UTF-8");
        }
    }

    @GET
    @Operation(summary = "The newest jobs", description = "parent: only those that this search made.")
    public List<Job> list(@QueryParam("limit") @DefaultValue("50") int limit, @QueryParam("parent") String parent) {
        if (limit < 1 || limit > 1000) {
            throw Problem.invalid("Bad limit", "limit: must lie between 1 and 1000, and is " + limit);
        }
        return jobs.list(limit, parent);
    }

    @GET
    @Path("/{id}")
    public Job job(String id) {
        return jobs.job(id);
    }

    @GET
    @Path("/compare")
    @Operation(
            summary = "Jobs side by side",
            description =
                    "Where their recipes differ, their metrics with intervals, losses, time and memory. ids: from 2"
                            + " to 20 jobs, commas between.")
    public Comparison compare(@QueryParam("ids") @DefaultValue("") String ids) {
        List<String> asked = List.of(ids.split(",", -1));
        if (asked.size() < 2 || asked.size() > MOST_COMPARED) {
            throw Problem.invalid(
                    "Bad comparison", "ids: must name from 2 to " + MOST_COMPARED + " jobs, commas between");
        }
        return Comparison.of(asked.stream().map(id -> known(jobs.job(id))).toList());
    }

    private Comparison.Known known(Job job) {
        JsonNode report = findings.reportIfAny(job)
                .map(text -> Json.parse(text.getBytes(StandardCharsets.UTF_8), "report", JsonNode.class))
                .orElse(MissingNode.getInstance());
        return new Comparison.Known(job, findings.metrics(job.id()), report);
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(
            summary = "Cancel a job",
            description = "Its process ends within seconds, and so do a search's jobs; 409 if it ended before.")
    public Job cancel(String id) {
        return jobs.cancel(id, "api");
    }

    @GET
    @Path("/{id}/metrics")
    @Operation(summary = "Losses: of every step, and of training and validation at the same steps")
    public Findings.Metrics metrics(String id) {
        return findings.metrics(jobs.job(id).id());
    }

    @GET
    @Path("/{id}/report")
    @Operation(summary = "What a job came to: measures, baselines, losses, tensors, gate, warnings")
    public Response report(String id) {
        Job job = jobs.job(id);
        return Response.ok(findings.report(job)).build();
    }

    @GET
    @Path("/{id}/logs")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "What the job's process printed")
    public String logs(String id) {
        return findings.log(jobs.job(id));
    }
}
