package aprendiz.journey.registry;

import aprendiz.journey.bench.Figure;
import aprendiz.journey.bench.Findings;
import aprendiz.journey.bench.Form;
import aprendiz.journey.bench.Peer;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Scratch;
import aprendiz.journey.bench.Target;
import aprendiz.journey.process.ServiceProcess;
import aprendiz.local.TestInfrastructure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the registry: its packaged service in a process of its own, with a scratch database, broker and blob folder. */
@Command(
        name = "registry",
        description = "Moving a large checkpoint, resolving files, listing and lineage among many versions.",
        mixinStandardHelpOptions = true,
        footer = {"", "Leave the machine alone while this runs."})
public final class RegistryBench implements Callable<Integer> {

    private static final int HEAP = 256;

    @Option(names = "--megabytes", defaultValue = "1024", description = "size of the checkpoint (default 1024)")
    private int megabytes;

    @Option(names = "--versions", defaultValue = "100000", description = "versions to list among (default 100000)")
    private int versions;

    @Option(
            names = "--windows",
            defaultValue = "3",
            description = "turns of each side; medians are of them (default 3)")
    private int windows;

    @Option(names = "--seconds", defaultValue = "20", description = "how long to ask for files (default 20)")
    private int seconds;

    @Option(names = "--requests", defaultValue = "500", description = "of each kind of question (default 500)")
    private int requests;

    @ArgGroup
    private Form form = new Form();

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        try (Scratch scratch = Scratch.make()) {
            String options = "--megabytes " + megabytes + " --versions " + versions + " --windows " + windows
                    + " --seconds " + seconds + " --requests " + requests;
            form.show(
                    Findings.of("registry", options, measure(scratch.folder())),
                    command.commandLine().getOut());
        }
        return 0;
    }

    private List<Row> measure(Path scratch) throws Exception {
        Map<String, String> environment = new HashMap<>(new TestInfrastructure().start());
        environment.put("APRENDIZ_BLOBS", scratch.resolve("blobs").toString());
        ServiceProcess registry = ServiceProcess.of("registry", Peer.root(), scratch, environment);
        Path gc = scratch.resolve("gc.log");
        List<Row> rows = new ArrayList<>();
        Process process = registry.start("-Xmx" + HEAP + "m", "-Xlog:gc*:file=" + gc);
        try {
            tell(rows, new LargeCheckpoint(registry.address(), scratch, megabytes, windows).measure());
            tell(rows, List.of(heap(HeapLog.peak(gc))));
            ManyVersions many = new ManyVersions(registry.address(), versions, requests);
            many.load();
            tell(rows, List.of(new ManyCallers(registry.address(), many.resolvable(scratch), seconds).measure()));
            many.measure(row -> tell(rows, List.of(row)));
        } finally {
            process.destroy();
            process.waitFor();
        }
        return rows;
    }

    private void tell(List<Row> rows, List<Row> more) {
        more.forEach(row -> command.commandLine().getErr().println("  " + row));
        rows.addAll(more);
    }

    private static Row heap(int peak) {
        return new Row(
                "the registry's heap meanwhile, at most",
                Figure.megabytes(peak * 1_000_000L),
                "-Xmx",
                Figure.megabytes(HEAP * 1_000_000L),
                (double) peak / HEAP,
                Target.atMost(1),
                "");
    }
}
