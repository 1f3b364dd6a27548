package aprendiz.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Training jobs. */
@Command(
        name = "job",
        description = "List, show, follow, compare and cancel training jobs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class JobCommand implements Runnable {

    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                spec.commandLine(), "which one: list, show, compare, cancel or logs?");
    }

    @Command(name = "list", description = "The jobs, the newest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin Shown shown,
            @Mixin Addresses addresses,
            @Option(names = "--limit", defaultValue = "20", description = "at most (${DEFAULT-VALUE})") int limit,
            @Option(names = "--parent", paramLabel = "JOB", description = "those that this search made")
                    String parent) {
        String of = parent == null ? "" : "&parent=" + parent;
        JsonNode jobs = addresses.training().get("/v1/jobs?limit=" + limit + of);
        if (shown.json) {
            shown.json(jobs);
            return Aprendiz.DONE;
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode job : jobs) {
            JsonNode accuracy = job.path("metrics").path("accuracy");
            rows.add(List.of(
                    job.path("id").asText(),
                    job.path("state").asText(),
                    job.path("priority").asText("0"),
                    job.path("model").asText("-")
                            + (job.path("version").isInt()
                                    ? "@" + job.path("version").asInt()
                                    : ""),
                    accuracy.isNumber() ? String.format(Locale.ROOT, "%.3f", accuracy.asDouble()) : "-",
                    job.path("createdAt").asText()));
        }
        shown.table(List.of("JOB", "STATE", "PRIORITY", "MODEL", "ACCURACY", "CREATED"), rows);
        return Aprendiz.DONE;
    }

    @Command(name = "show", description = "How a job is, or what it came to.", mixinStandardHelpOptions = true)
    int show(
            @Mixin Shown shown,
            @Mixin Addresses addresses,
            @Parameters(paramLabel = "JOB") String id,
            @Option(names = "--wait", description = "show progress until the job ends") boolean wait)
            throws InterruptedException {
        Service training = addresses.training();
        if (wait) {
            return new Follow(training, shown).untilTheEnd(id);
        }
        JsonNode job = training.get("/v1/jobs/" + id);
        if (shown.json) {
            shown.json(job);
            return Aprendiz.DONE;
        }
        shown.line(
                "job %s is %s%s",
                id,
                job.path("state").asText(),
                job.path("priority").asInt() == 0 ? "" : ", priority " + job.path("priority"));
        switch (job.path("state").asText()) {
            case "succeeded", "refused" -> new ReportText(training.get("/v1/jobs/" + id + "/report"), shown).show();
            case "running" -> shown.line("%s", new ProgressBar().line(job));
            default -> {}
        }
        JobTable.cost(job).ifPresent(cost -> shown.line("%s", cost));
        if (job.path("error").isTextual()) {
            shown.line("%s", job.path("error").asText());
        }
        return Aprendiz.DONE;
    }

    @Command(
            name = "compare",
            description =
                    "Jobs side by side: where their recipes differ, metrics with intervals, losses, time, memory.",
            mixinStandardHelpOptions = true)
    int compare(
            @Mixin Shown shown,
            @Mixin Addresses addresses,
            @Parameters(paramLabel = "JOB", arity = "2..*") List<String> ids) {
        JsonNode comparison = addresses.training().get("/v1/jobs/compare?ids=" + String.join(",", ids));
        if (shown.json) {
            shown.json(comparison);
        } else {
            new JobTable(comparison, shown).show();
        }
        return Aprendiz.DONE;
    }

    @Command(name = "cancel", description = "Stop a job.", mixinStandardHelpOptions = true)
    int cancel(@Mixin Shown shown, @Mixin Addresses addresses, @Parameters(paramLabel = "JOB") String id) {
        JsonNode job = addresses.training().post("/v1/jobs/" + id + "/cancel", null);
        if (shown.json) {
            shown.json(job);
        } else {
            shown.line("job %s is %s", id, job.path("state").asText());
        }
        return Aprendiz.DONE;
    }

    @Command(name = "logs", description = "What a job's process wrote.", mixinStandardHelpOptions = true)
    int logs(@Mixin Shown shown, @Mixin Addresses addresses, @Parameters(paramLabel = "JOB") String id) {
        shown.out().print(addresses.training().text("/v1/jobs/" + id + "/logs"));
        shown.out().flush();
        return Aprendiz.DONE;
    }
}
