package aprendiz.journey.registry;

import aprendiz.journey.process.ServiceProcess;
import aprendiz.local.TestInfrastructure;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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

    /** One line of the table. */
    record Row(String work, String result, String compared, String target) {}

    @Option(names = "--megabytes", defaultValue = "1024", description = "size of the checkpoint (default 1024)")
    private int megabytes;

    @Option(names = "--versions", defaultValue = "100000", description = "versions to list among (default 100000)")
    private int versions;

    @Option(
            names = "--windows",
            defaultValue = "3",
            description = "turns of each side; medians are of them (default 3)")
    private int windows;

    @Option(names = "--seconds", defaultValue = "10", description = "how long to ask for files (default 10)")
    private int seconds;

    @Option(names = "--requests", defaultValue = "1000", description = "of each kind of question (default 1000)")
    private int requests;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        Path scratch = Files.createTempDirectory("aprendiz-bench-");
        try {
            measure(scratch);
        } finally {
            deleteTree(scratch);
        }
        return 0;
    }

    private void measure(Path scratch) throws Exception {
        Map<String, String> environment = new HashMap<>(new TestInfrastructure().start());
        environment.put("APRENDIZ_BLOBS", scratch.resolve("blobs").toString());
        ServiceProcess registry = ServiceProcess.of("registry", root(), scratch, environment);
        Path gc = scratch.resolve("gc.log");
        List<Row> rows = new ArrayList<>();
        Process process = registry.start("-Xmx256m", "-Xlog:gc*:file=" + gc);
        try {
            rows.addAll(new LargeCheckpoint(registry.address(), scratch, megabytes, windows).measure());
            rows.add(new Row(
                    "the registry's heap meanwhile, -Xmx256m", HeapLog.peak(gc) + " MB at most", "", "under 256 MB"));
            ManyVersions many = new ManyVersions(registry.address(), versions, requests);
            many.load();
            rows.add(new ManyCallers(registry.address(), many.resolvable(scratch), seconds).measure());
            rows.addAll(many.measure());
        } finally {
            process.destroy();
            process.waitFor();
        }
        show(rows);
    }

    /** The root of the project, at or above where this runs. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("run this in the project's folder, whose registry it measures");
            }
        }
        return folder;
    }

    private void show(List<Row> rows) {
        PrintWriter out = command.commandLine().getOut();
        out.println("| work | result | compared with | target |");
        out.println("|---|---|---|---|");
        rows.forEach(
                row -> out.printf("| %s | %s | %s | %s |%n", row.work(), row.result(), row.compared(), row.target()));
        out.flush();
    }

    private static void deleteTree(Path folder) throws Exception {
        try (var below = Files.walk(folder)) {
            for (Path path : below.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
