package aprendiz.journey.inference;

import aprendiz.journey.bench.Architecture;
import aprendiz.journey.bench.Findings;
import aprendiz.journey.bench.Form;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Scratch;
import aprendiz.journey.bench.Terms;
import aprendiz.journey.bench.Work;
import aprendiz.journey.load.Lengths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the inference service: its packaged application, with a registry, a database and a broker of its own. */
@Command(
        name = "inference",
        description =
                "Throughput, latency, overload, hot swaps and memory of the service, beside its own engine and others.",
        mixinStandardHelpOptions = true,
        footer = {"", "The load runs on the same machine. Leave it alone while this runs."})
public final class InferenceBench implements Callable<Integer> {

    private static final int SWAPS = 20;

    @Option(
            names = "--windows",
            defaultValue = "3",
            description = "turns of each side; medians are of them (default 3)")
    private int windows;

    @Option(names = "--overload", defaultValue = "60", description = "seconds of overload (default 60)")
    private int overload;

    @Option(names = "--minutes", defaultValue = "2", description = "of mixed load (default 2; ten are promised)")
    private double minutes;

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

    private List<Work> works(Scene scene) {
        return List.of(
                new ThroughputWork(scene, Architecture.DISTILBERT, Lengths.MIXED, 128),
                new ThroughputWork(scene, Architecture.MINILM, Lengths.MIXED, 384),
                new PythonWork(scene, Architecture.DISTILBERT, Lengths.MIXED, 64),
                new PythonWork(scene, Architecture.MINILM, Lengths.MIXED, 128),
                new IdleWork(scene, Architecture.DISTILBERT),
                new IdleWork(scene, Architecture.MINILM),
                new OverloadWork(scene, Architecture.MINILM, overload),
                new HotSwapWork(scene, Architecture.MINILM, SWAPS),
                new MixedLoadWork(scene, minutes));
    }

    @Override
    public Integer call() throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Scratch scratch = Scratch.make();
                Scene scene = new Scene(scratch.folder())) {
            Terms terms = new Terms(windows, 1, python, scratch.folder());
            for (Work work : works(scene)) {
                if (only == null || work.name().contains(only)) {
                    command.commandLine().getErr().println(work.name());
                    List<Row> measured = work.measure(terms);
                    measured.forEach(row -> command.commandLine().getErr().println("  " + row));
                    rows.addAll(measured);
                }
            }
        }
        String options = "--windows " + windows + " --overload " + overload + " --minutes " + minutes;
        form.show(Findings.of(subject(), options, rows), command.commandLine().getOut());
        return 0;
    }

    /** What was measured, as the command says it: each part has its own place in a document. */
    private String subject() {
        if (only == null) {
            return "inference";
        }
        return "inference --only " + (only.contains(" ") ? "'" + only + "'" : only);
    }
}
