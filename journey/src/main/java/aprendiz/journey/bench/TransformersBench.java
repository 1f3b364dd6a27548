package aprendiz.journey.bench;

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
public final class TransformersBench implements Callable<Integer> {

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
            String options = "--windows " + windows + " --repeats " + repeats;
            form.show(
                    Findings.of("transformers", options, rows),
                    command.commandLine().getOut());
        }
        return 0;
    }
}
