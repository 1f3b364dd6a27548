package aprendiz.journey.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The most memory that a process holds that does training steps, the language's own included. */
record MemoryWork() implements Work {

    private static final Architecture ARCHITECTURE = Architecture.DISTILBERT;
    private static final int STEPS = 5;
    private static final Target TARGET = Target.atMost(1.2);

    @Override
    public String name() {
        return "memory, " + new TrainingWork(ARCHITECTURE).name();
    }

    @Override
    public List<Row> measure(Terms terms) throws Exception {
        OptionalLong ours = ours(terms);
        if (ours.isEmpty()) {
            return List.of(Row.impossible(name(), "Python", TARGET, "this system does not tell a process's peak"));
        }
        Figure us = Figure.megabytes(ours.getAsLong());
        try (Peer peer = Peer.start(terms, "train", TrainingWork.peerSettings(ARCHITECTURE))) {
            Row row = switch (peer) {
                case Peer.Absent absent -> new Row(name(), us, "Python", null, null, TARGET, absent.reason());
                case Peer.Running running -> {
                    long theirs = running.peakBytes(STEPS).orElseThrow();
                    double ratio = (double) ours.getAsLong() / theirs;
                    yield new Row(
                            name(),
                            us,
                            running.description(),
                            Figure.megabytes(theirs),
                            ratio,
                            TARGET,
                            "resident peak");
                }
            };
            return List.of(row);
        }
    }

    /** Of a process that is started as training-service starts that of a job. */
    private static OptionalLong ours(Terms terms) throws IOException, InterruptedException {
        Path answer = terms.scratch().resolve("peak");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        MemoryProbe.class.getName(),
                        Integer.toString(STEPS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(answer.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("CLASSPATH", System.getProperty("java.class.path"));
        environment.put("MALLOC_ARENA_MAX", "2");
        Process process = builder.start();
        if (process.waitFor() != 0) {
            throw new IOException("the process whose memory is measured ended with " + process.exitValue());
        }
        String bytes = Files.readString(answer, StandardCharsets.UTF_8).strip();
        return bytes.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(bytes));
    }
}
