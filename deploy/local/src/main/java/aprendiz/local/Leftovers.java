package aprendiz.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Processes of a platform whose supervisor is gone: those in its pid files, and, where the system shows it, those that carry its mark. */
record Leftovers(Settings settings) {

    /** Ends them all; gives how many there were. */
    int end() throws IOException {
        Set<ProcessHandle> processes = new LinkedHashSet<>();
        List<Path> pidFiles = new ArrayList<>();
        if (Files.isDirectory(settings.run())) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(settings.run(), "*.pid")) {
                for (Path file : files) {
                    pidFiles.add(file);
                    new PidFile(file).living().ifPresent(processes::add);
                }
            }
        }
        ProcessHandle.allProcesses().filter(this::isMarked).forEach(processes::add);
        processes.remove(ProcessHandle.current());
        processes.parallelStream().forEach(process -> Child.stop(process, signal(process)));
        for (Path file : pidFiles) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(Supervisor.stateFile(settings));
        return processes.size();
    }

    private static Child.Signal signal(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/postgres") ? Child.Signal.INT : Child.Signal.TERM;
    }

    private boolean isMarked(ProcessHandle process) {
        Path environment = Path.of("/proc", String.valueOf(process.pid()), "environ");
        try {
            return new String(Files.readAllBytes(environment), StandardCharsets.UTF_8)
                    .contains(Parts.MARK + "=" + settings.home() + "\0");
        } catch (IOException hidden) {
            return false;
        }
    }
}
