package aprendiz.cli;

import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;

/** Watches a job to its end, and tells: a bar on a terminal, lines elsewhere, and the report at the end. */
final class Follow {

    private static final long PAUSE_MILLIS = 500;
    private static final int PATIENCE = 120;

    private final Service training;
    private final Shown shown;
    private final boolean terminal = System.getenv("APRENDIZ_TERMINAL") != null;
    private final ProgressBar bar = new ProgressBar();
    private String lastLine = "";

    Follow(Service training, Shown shown) {
        this.training = training;
        this.shown = shown;
    }

    /** @return the exit code that the end of the job comes to */
    int untilTheEnd(String id) throws InterruptedException {
        if (!shown.json) {
            shown.line("job %s", id);
        }
        JsonNode job = watch(id);
        String state = job.path("state").asText();
        if (shown.json) {
            shown.json(job);
        } else {
            wipe();
            end(job, state);
        }
        return switch (state) {
            case "succeeded" -> Aprendiz.DONE;
            case "refused" -> Aprendiz.REFUSED;
            default -> Aprendiz.FAILED;
        };
    }

    private void end(JsonNode job, String state) {
        if (state.equals("cancelled")) {
            shown.line("%s", job.path("error").asText(state));
            return;
        }
        if (state.equals("failed")) {
            shown.line("%s: %s", state, job.path("error").asText("no reason was given"));
            return;
        }
        new ReportText(training.get("/v1/jobs/" + job.path("id").asText() + "/report"), shown).show();
        shown.line("");
        shown.line(
                "version %s@%d is published",
                job.path("model").asText(), job.path("version").asInt());
        if (job.path("aliasMoved").asBoolean()) {
            shown.line("alias %s moved to it", job.path("alias").asText());
        } else if (state.equals("refused")) {
            shown.line("refused: %s", job.path("error").asText());
        }
    }

    /** The service may be away for a while; the job goes on by itself. */
    private JsonNode watch(String id) throws InterruptedException {
        int away = 0;
        while (true) {
            try {
                JsonNode job = training.get("/v1/jobs/" + id);
                away = 0;
                switch (job.path("state").asText()) {
                    case "queued", "running" -> tell(job);
                    default -> {
                        return job;
                    }
                }
            } catch (Problem problem) {
                if (problem.kind() != Problem.Kind.UNAVAILABLE || ++away > PATIENCE) {
                    throw problem;
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private void tell(JsonNode job) {
        if (shown.json) {
            return;
        }
        String line = bar.line(job);
        if (terminal) {
            shown.out().print("\r\u001b[K" + line);
            shown.out().flush();
        } else if (!bar.mark(job).equals(lastLine)) {
            lastLine = bar.mark(job);
            shown.line("%s", line);
        }
    }

    private void wipe() {
        if (terminal) {
            shown.out().print("\r\u001b[K");
        }
    }
}
