package aprendiz.cli;

import aprendiz.model.Kind;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.Task;
import aprendiz.model.catalog.MetricBound;
import aprendiz.model.catalog.VersionOrder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** The command line. Exit codes: 0 done, 1 the work failed, 2 refused by a gate or a rule, 64 wrong usage. */
@Command(
        name = "aprendiz",
        description = "A platform where models learn from other models.",
        mixinStandardHelpOptions = true,
        version = "aprendiz 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "'aprendiz test' runs every check and test of the project.",
            "'aprendiz bench' measures this machine, beside Python.",
            "Exit codes: 0 done, 1 the work failed, 2 refused by a gate or a rule, 64 wrong usage."
        },
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DemoCommand.class,
            ModelCommand.class,
            DataCommand.class,
            WebhookCommand.class,
            RegistryCommand.class,
            TrainCommand.class,
            JobCommand.class,
            PredictCommand.class,
            RouteCommand.class
        })
public final class Aprendiz {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int REFUSED = 2;
    static final int WRONG_USAGE = 64;

    public static void main(String[] arguments) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        System.exit(run(out, err, arguments));
    }

    /** Whatever the locale says: what is asked and answered may be in any language. */
    private static PrintStream utf8(FileDescriptor file) {
        return new PrintStream(new FileOutputStream(file), true, StandardCharsets.UTF_8);
    }

    /** Runs one command and says its exit code. */
    static int run(PrintStream out, PrintStream err, String... arguments) {
        CommandLine line = new CommandLine(new Aprendiz())
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.registerConverter(ModelName.class, text -> understood(ModelName::of, text));
        line.registerConverter(Kind.class, text -> understood(Kind::of, text));
        line.registerConverter(Task.class, text -> understood(Task::of, text));
        line.registerConverter(MetricBound.class, text -> understood(MetricBound::of, text));
        line.registerConverter(VersionOrder.class, text -> understood(VersionOrder::of, text));
        line.registerConverter(Reference.class, text -> understood(Reference::of, text));
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            tell(e, command.getErr());
            return e instanceof Problem problem && problem.kind() == Problem.Kind.REFUSED ? REFUSED : FAILED;
        });
        line.setParameterExceptionHandler((e, ignored) -> {
            CommandLine command = e.getCommandLine();
            command.getErr().println(e.getMessage());
            command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
            return WRONG_USAGE;
        });
        if (arguments.length == 0) {
            line.usage(line.getOut());
            return WRONG_USAGE;
        }
        return line.execute(arguments);
    }

    private static <T> T understood(Function<String, T> reading, String text) {
        try {
            return reading.apply(text);
        } catch (Problem problem) {
            throw new TypeConversionException(problem.getMessage());
        }
    }

    private static void tell(Exception e, PrintWriter err) {
        if (e instanceof Problem problem) {
            err.println(problem.title() + ": " + firstLine(problem));
            problem.complaints().forEach(complaint -> err.println("  " + complaint));
        } else {
            err.println(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static String firstLine(Problem problem) {
        return problem.complaints().isEmpty()
                ? problem.getMessage()
                : problem.complaints().size() + " complaint"
                        + (problem.complaints().size() == 1 ? "" : "s");
    }
}
