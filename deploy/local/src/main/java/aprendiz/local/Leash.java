package aprendiz.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a child is tied to us and whom it runs as.
 *
 * <p>On Linux a child gets a signal when the thread that started it dies, so that nothing lives on after a {@code kill -9} of its parent. PostgreSQL
 * refuses to run as root: root starts it in a user namespace, where root is nobody but still owns its files, or, where namespaces are forbidden, as the
 * system's nobody, to whom the data folder is then handed over. Elsewhere commands run as they are.
 */
enum Leash {
    PLAIN(false),
    NAMESPACE(false),
    NOBODY(true);

    private static final String NOBODY_ID = "65534";
    private static final boolean DEATH_SIGNAL = runs(List.of("setpriv", "--pdeathsig", "TERM", "--", "true"));
    private static final boolean ROOT = "root".equals(System.getProperty("user.name")) || isRoot();
    /** Containers run with numbers that no password file knows; PostgreSQL wants a name. */
    private static final boolean NAMELESS = "?".equals(System.getProperty("user.name"));

    private static final Leash UNPRIVILEGED = choose();

    private final boolean foreign;

    Leash(boolean foreign) {
        this.foreign = foreign;
    }

    /** For a process that must not be root. */
    static Leash unprivileged() {
        return UNPRIVILEGED;
    }

    /** The command, tied; {@code signal} is what it gets when we die. */
    List<String> tie(Child.Signal signal, List<String> command) {
        List<String> tied = new ArrayList<>();
        switch (this) {
            case PLAIN -> {}
            case NAMESPACE -> tied.addAll(List.of("unshare", "-U"));
            case NOBODY ->
                tied.addAll(List.of("setpriv", "--reuid=" + NOBODY_ID, "--regid=" + NOBODY_ID, "--clear-groups"));
        }
        if (DEATH_SIGNAL) {
            List<String> signalled = List.of("--pdeathsig", signal.name(), "--");
            if (this != NOBODY) {
                tied.add("setpriv");
            }
            tied.addAll(signalled);
        } else if (this == NOBODY) {
            tied.add("--");
        }
        tied.addAll(command);
        return tied;
    }

    /** Makes a folder belong to whom the command runs as. */
    void own(Path folder) throws IOException, InterruptedException {
        if (!ROOT || !Files.exists(folder)) {
            return;
        }
        int owner = (Integer) Files.getAttribute(folder, "unix:uid");
        String wanted = foreign ? NOBODY_ID : "0";
        if (!wanted.equals(String.valueOf(owner))) {
            new ProcessBuilder("chown", "-R", wanted + ":" + wanted, folder.toString())
                    .start()
                    .waitFor();
        }
    }

    private static Leash choose() {
        if ((ROOT || NAMELESS) && runs(List.of("unshare", "-U", "true"))) {
            return NAMESPACE;
        }
        return ROOT ? NOBODY : PLAIN;
    }

    private static boolean isRoot() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException noProc) {
            return false;
        }
    }

    private static boolean runs(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
