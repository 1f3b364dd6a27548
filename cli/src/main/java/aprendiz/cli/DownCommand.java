package aprendiz.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stops the platform. */
@Command(name = "down", description = "Stop the platform; its data stay.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        return Home.platform("down", null);
    }
}
