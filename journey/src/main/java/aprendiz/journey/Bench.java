package aprendiz.journey;

import aprendiz.journey.bench.TransformersBench;
import aprendiz.journey.inference.InferenceBench;
import aprendiz.journey.jobs.JobsBench;
import aprendiz.journey.registry.RegistryBench;
import aprendiz.journey.training.TrainingBench;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code bench}; each subject is a command below it. */
@Command(
        name = "aprendiz bench",
        description = "Measure this machine against what the project promises and against Python, in one run.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "SUBJECT",
        commandListHeading = "%nSubjects:%n",
        subcommands = {
            TransformersBench.class,
            RegistryBench.class,
            InferenceBench.class,
            TrainingBench.class,
            JobsBench.class
        })
public final class Bench {

    private static final int WRONG_USAGE = 64;

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new Bench()).setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println(e.getMessage() == null ? e.toString() : e.getMessage());
            return 1;
        });
        line.getCommandSpec().exitCodeOnInvalidInput(WRONG_USAGE);
        line.getSubcommands()
                .values()
                .forEach(subject -> subject.getCommandSpec().exitCodeOnInvalidInput(WRONG_USAGE));
        if (arguments.length == 0) {
            line.usage(line.getOut());
            System.exit(WRONG_USAGE);
        }
        System.exit(line.execute(arguments));
    }
}
