package aprendiz.cli;

import aprendiz.model.AtomicFile;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a pipeline keeps of a job that has ended: the verdicts of its gates as JUnit XML, its report as Markdown. */
final class Artefacts {

    private final JsonNode job;
    private final JsonNode report;

    /** @param id of a job that has ended; one that failed has no report */
    Artefacts(Service training, String id) {
        job = training.get("/v1/jobs/" + id);
        report = report(training, id);
    }

    private static JsonNode report(Service training, String id) {
        try {
            return training.get("/v1/jobs/" + id + "/report");
        } catch (Problem problem) {
            if (problem.kind() == Problem.Kind.NOT_FOUND) {
                return MissingNode.getInstance();
            }
            throw problem;
        }
    }

    /** @param junit and {@code markdown} may be null: then that one is not written */
    void write(Path junit, Path markdown) throws IOException {
        if (junit != null) {
            write(junit, junit());
        }
        if (markdown != null) {
            write(markdown, markdown());
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A test case for the training, and one for each gate. */
    private String junit() {
        String state = job.path("state").asText();
        boolean trained = state.equals("succeeded") || state.equals("refused");
        List<String> cases = new ArrayList<>();
        cases.add(testCase(
                "training", trained ? "" : state + ": " + job.path("error").asText("")));
        int failures = trained ? 0 : 1;
        for (JsonNode verdict : report.path("gate")) {
            boolean passed = verdict.path("passed").asBoolean();
            failures += passed ? 0 : 1;
            String said =
                    "measured " + number(verdict.path("measured")) + ", the bar is " + number(verdict.path("bar"));
            cases.add(testCase("gate " + verdict.path("gate").asText(), passed ? "" : said));
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite name=\"aprendiz "
                + escaped(job.path("model").asText()) + "\" tests=\"" + cases.size() + "\" failures=\"" + failures
                + "\">\n" + String.join("", cases) + "</testsuite>\n</testsuites>\n";
    }

    private String testCase(String name, String failure) {
        String open =
                "<testcase classname=\"" + escaped(job.path("model").asText()) + "\" name=\"" + escaped(name) + "\"";
        return failure.isEmpty()
                ? open + "/>\n"
                : open + "><failure message=\"" + escaped(failure) + "\"/></testcase>\n";
    }

    private String markdown() {
        StringBuilder page = new StringBuilder("# " + plain(job.path("model").asText()));
        if (job.path("version").isNumber()) {
            page.append('@').append(job.path("version").asInt());
        }
        page.append("\n\nJob `")
                .append(job.path("id").asText())
                .append("` ")
                .append(job.path("state").asText());
        if (job.path("error").isTextual()) {
            page.append(": ").append(plain(job.path("error").asText()));
        }
        page.append(".\n");
        table(page);
        for (JsonNode verdict : report.path("gate")) {
            page.append(verdict.path("passed").asBoolean() ? "- passed: " : "- **failed**: ")
                    .append('`')
                    .append(verdict.path("gate").asText().replace('`', ' '))
                    .append("` (measured ")
                    .append(number(verdict.path("measured")))
                    .append(", the bar is ")
                    .append(number(verdict.path("bar")))
                    .append(")\n");
        }
        for (JsonNode warning : report.path("warnings")) {
            page.append("- note: ").append(plain(warning.asText())).append('\n');
        }
        return page.toString();
    }

    private void table(StringBuilder page) {
        List<String> rows = new ArrayList<>();
        report.path("metrics").fieldNames().forEachRemaining(name -> {
            if (!name.contains("/")) {
                rows.add(name);
            }
        });
        if (rows.isEmpty()) {
            return;
        }
        Set<String> baselines = new LinkedHashSet<>();
        report.path("baselines").fieldNames().forEachRemaining(baselines::add);
        page.append("\n| metric | this model | 95 % |");
        baselines.forEach(name -> page.append(' ').append(name).append(" |"));
        page.append("\n|---|---:|---|").append("---:|".repeat(baselines.size())).append('\n');
        for (String row : rows) {
            JsonNode interval = report.path("intervals").path(row);
            page.append("| ")
                    .append(row)
                    .append(" | ")
                    .append(number(report.path("metrics").path(row)));
            page.append(" | ");
            if (interval.isObject()) {
                page.append(number(interval.path("low"))).append(" to ").append(number(interval.path("high")));
            }
            page.append(" |");
            baselines.forEach(name -> page.append(' ')
                    .append(number(report.path("metrics").path(name + "/" + row)))
                    .append(" |"));
            page.append('\n');
        }
        page.append('\n');
    }

    private static String number(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.4f", value.asDouble()) : "";
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1");
    }

    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
