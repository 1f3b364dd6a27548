package aprendiz.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** A job's progress in one line: phase, bar, steps, loss, time left. */
final class ProgressBar {

    private static final int WIDTH = 28;
    private static final int MARKS = 4;

    String line(JsonNode job) {
        if (job.path("state").asText().equals("queued")) {
            return "waiting for a worker";
        }
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "%-13s", job.path("phase").asText("starting")));
        int steps = job.path("steps").asInt();
        if (steps > 0) {
            int step = Math.min(job.path("step").asInt(), steps);
            int full = WIDTH * step / steps;
            line.append('[')
                    .append("#".repeat(full))
                    .append(".".repeat(WIDTH - full))
                    .append(']');
            line.append(String.format(Locale.ROOT, " %4d/%d", step, steps));
        }
        if (job.path("loss").isNumber()) {
            line.append(
                    String.format(Locale.ROOT, "  loss %.3f", job.path("loss").asDouble()));
        }
        if (job.path("secondsLeft").isNumber()) {
            line.append("  ")
                    .append(duration(Math.round(job.path("secondsLeft").asDouble())))
                    .append(" left");
        }
        if (job.path("attempt").asInt() > 1) {
            line.append("  attempt ").append(job.path("attempt").asInt());
        }
        return line.toString();
    }

    /** Where no bar can move, a line is worth printing when this changes: at each quarter of each phase. */
    String mark(JsonNode job) {
        int steps = Math.max(1, job.path("steps").asInt());
        return job.path("state").asText()
                + job.path("phase").asText()
                + job.path("attempt").asInt()
                + job.path("step").asInt() * MARKS / steps;
    }

    private static String duration(long seconds) {
        return seconds < 90 ? seconds + " s" : (seconds + 30) / 60 + " min";
    }
}
