package aprendiz.local;

import aprendiz.local.PlatformState.Condition;
import aprendiz.local.PlatformState.PartState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The platform's own commands: {@code up}, {@code down}, {@code status}, and {@code supervise}, which {@code up} starts in the background. */
public final class Platform {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** A part that fails so often while coming up will not come up. */
    private static final int ATTEMPTS = 3;

    private final Settings settings;
    private final PrintStream out;
    private final Map<String, String> environment;

    /** @param environment what {@code settings} came from, for the supervisor in the background */
    Platform(Settings settings, PrintStream out, Map<String, String> environment) {
        this.settings = settings;
        this.out = out;
        this.environment = Map.copyOf(environment);
    }

    /** Exit codes: 0 done, 1 the work failed, 64 wrong usage or wrong settings. */
    public static void main(String[] arguments) throws Exception {
        String command = arguments.length == 1 ? arguments[0] : "";
        int exit = 64;
        try {
            Platform platform = new Platform(Settings.of(System.getenv()), System.out, System.getenv());
            switch (command) {
                case "up" -> exit = platform.up();
                case "down" -> exit = platform.down();
                case "status" -> exit = platform.status();
                case "supervise" -> exit = platform.supervise();
                default -> System.err.println("usage: Platform up|down|status");
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
        } catch (IOException e) {
            System.err.println(e.getMessage());
            exit = 1;
        }
        System.exit(exit);
    }

    /** Starts what does not run and returns when everything serves. */
    int up() throws IOException, InterruptedException {
        Optional<ProcessHandle> running = supervisor();
        if (running.isEmpty()) {
            new Leftovers(settings).end();
            checkPorts();
            awaitUp(launch(), true);
        } else if (state().map(PlatformState::isUp).orElse(false)) {
            out.println("  everything is up already");
        } else {
            awaitUp(running.get(), false);
        }
        return 0;
    }

    /** @param impatient whether a part that fails again and again takes everything down, as when it all just began */
    private void awaitUp(ProcessHandle supervisor, boolean impatient) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Set<String> told = new HashSet<>();
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            Optional<PlatformState> state = state();
            for (PartState part : state.map(PlatformState::parts).orElse(List.of())) {
                if (part.condition() == Condition.UP && told.add(part.name())) {
                    out.printf("  %-9s ready after %.1f s%n", part.name(), (System.nanoTime() - begun) / 1e9);
                }
                if (impatient && part.condition() == Condition.RESTARTING && part.restarts() >= ATTEMPTS) {
                    down();
                    throw new IOException(part.name() + " does not start: " + part.why());
                }
            }
            if (state.map(PlatformState::isUp).orElse(false)) {
                return;
            }
            if (!supervisor.isAlive()) {
                new Leftovers(settings).end();
                throw new IOException(
                        "the supervisor ended; the end of " + settings.log(Supervisor.NAME) + ":\n" + log().tail(15));
            }
            Thread.sleep(100);
        }
        throw new IOException(
                "not everything is up after " + PATIENCE.toSeconds() + " s; look at ./aprendiz status and the logs in "
                        + settings.log("").getParent());
    }

    /** Stops everything, and whatever a killed supervisor left behind. */
    int down() throws IOException {
        Optional<ProcessHandle> supervisor = supervisor();
        supervisor.ifPresent(process -> Child.stop(process, Child.Signal.TERM));
        int leftovers = new Leftovers(settings).end();
        out.println(
                supervisor.isPresent() || leftovers > 0
                        ? "Aprendiz is down; its data stay in " + settings.home()
                        : "Aprendiz was not running");
        return 0;
    }

    /** Says how every part is, as JSON; 0 when all is up. */
    int status() throws IOException {
        Optional<PlatformState> state = supervisor().isPresent() ? state() : Optional.empty();
        out.println(PlatformState.JSON.writeValueAsString(Status.of(settings, state)));
        return state.isPresent() && state.get().isUp() ? 0 : 1;
    }

    private int supervise() throws IOException, InterruptedException {
        Supervisor supervisor = Supervisor.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                supervisor.close();
            } catch (IOException e) {
                System.out.println("while stopping: " + e);
            }
        }));
        Thread.currentThread().join();
        return 0;
    }

    private Optional<PlatformState> state() throws IOException {
        return PlatformState.read(Supervisor.stateFile(settings));
    }

    private Optional<ProcessHandle> supervisor() throws IOException {
        return new PidFile(settings.pid(Supervisor.NAME)).living();
    }

    /** Refuses to start when another program has one of our ports. */
    void checkPorts() throws IOException {
        Parts parts = new Parts(settings);
        List<Part> all = new ArrayList<>(List.of(parts.postgres(), parts.kafka()));
        all.addAll(parts.services());
        List<String> taken = new ArrayList<>();
        for (Part part : all) {
            for (Part.Port port : part.ports()) {
                if (!Ports.isFree(port.number())) {
                    taken.add("port " + port.number() + " is in use by another program, and " + part.name()
                            + " needs it: stop that program or set " + port.setting() + " to another port");
                }
            }
        }
        if (!taken.isEmpty()) {
            throw new IOException(String.join("\n", taken));
        }
    }

    /** In a session of its own, so that neither Ctrl-C nor a closed terminal reaches it. */
    private ProcessHandle launch() throws IOException {
        Path log = settings.log(Supervisor.NAME);
        Files.createDirectories(log.getParent());
        if (Files.exists(log) && Files.size(log) > BoundedLog.BOUND) {
            Files.move(log, log().older(), StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command =
                new ArrayList<>(List.of(Files.isExecutable(Path.of("/usr/bin/setsid")) ? "setsid" : "nohup"));
        command.addAll(List.of(
                Java.PROGRAM,
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Java.classPath(),
                Platform.class.getName(),
                "supervise"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(settings.home().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        builder.environment().put(Parts.MARK, settings.home().toString());
        return builder.start().toHandle();
    }

    private BoundedLog log() {
        return new BoundedLog(settings.log(Supervisor.NAME), BoundedLog.BOUND);
    }
}
