package aprendiz.journey.bench;

import aprendiz.model.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the transformers library. */
@Command(
        name = "transformers",
        description = "Training, serving, tokenising and memory of BERT and DistilBERT.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The peer is Python with what journey/src/bench/python/requirements.txt names. Leave the machine alone"
                    + " while this runs."
        })
final class TransformersBench implements Callable<Integer> {

    @Option(
            names = "--windows",
            defaultValue = "5",
            description = "turns of each side; medians are of them (default 5)")
    private int windows;

    @Option(names = "--repeats", defaultValue = "3", description = "repetitions in a turn (default 3)")
    private int repeats;

    @Option(
            names = "--python",
            defaultValue = "${env:APRENDIZ_PYTHON:-python3}",
            description = "the peer's interpreter (default APRENDIZ_PYTHON, or python3)")
    private String python;

    @Option(names = "--only", description = "measure only the works whose name holds this")
    private String only;

    @ArgGroup
    private Form form = new Form();

    /** How the answer is shown; a table for people where nothing is said. */
    private static final class Form {

        @Option(names = "--json", description = "answer in JSON, for programs")
        private boolean json;

        @Option(names = "--markdown", description = "answer in Markdown, for a document")
        private boolean markdown;

        @Option(names = "--into", paramLabel = "FILE", description = "put the Markdown into its place in this document")
        private Path into;
    }

    @Spec
    private CommandSpec command;

    private static List<Work> works() {
        return List.of(
                new TrainingWork(Architecture.DISTILBERT),
                new TrainingWork(Architecture.MINILM),
                new Bfloat16Work(),
                new MemoryWork(),
                new ServingWork(8, 128, 0.35, false),
                new ServingWork(1, 16, 0.4, true),
                new TokenizingWork(),
                new EmbeddingWork());
    }

    @Override
    public Integer call() throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Scratch scratch = Scratch.make()) {
            Terms terms = new Terms(windows, repeats, python, scratch.folder());
            for (Work work : works()) {
                if (only == null || work.name().contains(only)) {
                    command.commandLine().getErr().println(work.name());
                    List<Row> measured = work.measure(terms);
                    measured.forEach(row -> command.commandLine().getErr().println("  " + row));
                    rows.addAll(measured);
                }
            }
            show(new Findings("transformers", Machine.here(), terms, rows));
        }
        return 0;
    }

    private void show(Findings findings) throws Exception {
        PrintWriter out = command.commandLine().getOut();
        if (form.json) {
            out.println(new String(Json.pretty(findings.toJson()), StandardCharsets.UTF_8).strip());
        } else if (form.markdown) {
            out.print(findings.toMarkdown());
            out.flush();
        } else if (form.into != null) {
            Document.put(form.into, findings);
        } else {
            out.print(findings.toText());
            out.flush();
        }
    }
}
