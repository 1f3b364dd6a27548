package aprendiz.journey.jobs;

import aprendiz.journey.bench.Findings;
import aprendiz.journey.bench.Form;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Scratch;
import aprendiz.journey.bench.Terms;
import aprendiz.journey.bench.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the training service around its trainings: packaged, with a registry, a database and a broker of its own. */
@Command(
        name = "jobs",
        description = "What a job costs beyond its training, and what a second worker is worth.",
        mixinStandardHelpOptions = true,
        footer = {"", "Leave the machine alone while this runs."})
public final class JobsBench implements Callable<Integer> {

    @Option(
            names = "--windows",
            defaultValue = "3",
            description = "turns of each side; medians are of them (default 3)")
    private int windows;

    @ArgGroup
    private Form form = new Form();

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Work work : List.of(new OverheadWork(), new SecondWorkerWork())) {
            try (Scratch scratch = Scratch.make()) {
                command.commandLine().getErr().println(work.name());
                List<Row> measured = work.measure(new Terms(windows, 1, "", scratch.folder()));
                measured.forEach(row -> command.commandLine().getErr().println("  " + row));
                rows.addAll(measured);
            }
        }
        form.show(
                Findings.of("jobs", "--windows " + windows, rows),
                command.commandLine().getOut());
        return 0;
    }
}
