package aprendiz.journey.bench;

import aprendiz.model.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How findings are shown; a table for people where nothing is said. */
public final class Form {

    @Option(names = "--json", description = "answer in JSON, for programs")
    private boolean json;

    @Option(names = "--markdown", description = "answer in Markdown, for a document")
    private boolean markdown;

    @Option(names = "--into", paramLabel = "FILE", description = "put the Markdown into its place in this document")
    private Path into;

    public void show(Findings findings, PrintWriter out) throws IOException {
        if (json) {
            out.println(new String(Json.pretty(findings.toJson()), StandardCharsets.UTF_8).strip());
        } else if (markdown) {
            out.print(findings.toMarkdown());
        } else if (into != null) {
            Document.put(into, findings);
        } else {
            out.print(findings.toText());
        }
        out.flush();
    }
}
