package aprendiz.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the parts wrote. */
@Command(
        name = "logs",
        description = "The end of a part's log; without a part, which logs there are.",
        mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    private static final int TAIL = 64 * 1024;

    @Mixin
    private Shown shown;

    @Parameters(arity = "0..1", paramLabel = "PART", description = "registry, training, inference, postgres, kafka...")
    private String part;

    @Option(
            names = {"-f", "--follow"},
            description = "go on as it grows")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "50",
            description = "how many lines (${DEFAULT-VALUE})")
    private int lines;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path logs = Home.data().resolve("logs");
        if (part == null) {
            List<String> names = names(logs);
            if (shown.json) {
                shown.json(names);
            } else {
                names.forEach(name -> shown.line("%s", name));
            }
            return Aprendiz.DONE;
        }
        Path log = logs.resolve(part + ".log").normalize();
        if (!log.startsWith(logs) || !Files.exists(log)) {
            throw new IOException("there is no log of '" + part + "'; there are " + names(logs));
        }
        long at = Math.max(0, Files.size(log) - TAIL);
        String end = read(log, at);
        List<String> all = end.lines().toList();
        all.subList(Math.max(0, all.size() - lines), all.size()).forEach(line -> shown.line("%s", line));
        at = Files.size(log);
        while (follow) {
            Thread.sleep(300);
            long size = Files.size(log);
            if (size < at) {
                at = 0;
            }
            shown.out().print(read(log, at));
            shown.out().flush();
            at = size;
        }
        return Aprendiz.DONE;
    }

    private static List<String> names(Path logs) throws IOException {
        if (!Files.isDirectory(logs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(logs)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList();
        }
    }

    private static String read(Path log, long from) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(from);
            byte[] bytes = new byte[(int) Math.max(0, Math.min(Integer.MAX_VALUE - 8, file.length() - from))];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
