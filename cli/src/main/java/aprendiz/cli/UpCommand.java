package aprendiz.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the platform and waits until it serves. */
@Command(
        name = "up",
        description = "Start the platform on this machine, with the data of last time.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private Shown shown;

    @Mixin
    private Addresses addresses;

    @Override
    public Integer call() throws Exception {
        StringBuilder told = shown.json ? new StringBuilder() : null;
        int exit = Home.platform("up", told);
        if (exit == 0 && !shown.json) {
            addresses(shown, addresses);
        } else if (exit == 0) {
            StringBuilder status = new StringBuilder();
            Home.platform("status", status);
            shown.line("%s", status.toString().strip());
        }
        return exit;
    }

    static void addresses(Shown shown, Addresses addresses) {
        shown.line("");
        shown.line(
                "  registry   %s   (a Hub: HF_ENDPOINT)", addresses.registry().address());
        shown.line("  training   %s", addresses.training().address());
        shown.line("  inference  %s", addresses.inference().address());
        shown.line("");
        shown.line("Data and logs: %s", Home.data());
    }
}
