package aprendiz.journey.bench;

import aprendiz.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The same work in Python: {@code journey/src/bench/python/peer.py}, in a process of its own. */
public sealed interface Peer extends AutoCloseable {

    /**
     * Starts it and waits until it is ready.
     *
     * @param work a name that the script knows
     * @param settings of the work
     */
    public static Peer start(Terms terms, String work, ObjectNode settings) throws IOException {
        Path errors = terms.scratch().resolve("peer.err");
        List<String> line = List.of(
                terms.python(),
                root().resolve("journey/src/bench/python/peer.py").toString(),
                work,
                settings.toString());
        Process process;
        try {
            process = new ProcessBuilder(line).redirectError(errors.toFile()).start();
        } catch (IOException e) {
            return new Absent("no " + terms.python() + " here; --python names another");
        }
        BufferedReader answers = process.inputReader();
        String versions = answers.readLine();
        if (versions == null) {
            List<String> said = Files.readAllLines(errors);
            return new Absent(said.isEmpty() ? terms.python() + " ended at once" : said.getLast());
        }
        return new Running(process, answers, versions(Json.MAPPER.readTree(versions)));
    }

    /** The project's folder. */
    public static Path root() {
        return Path.of(System.getenv().getOrDefault("APRENDIZ_ROOT", ".")).toAbsolutePath();
    }

    private static String versions(JsonNode versions) {
        List<String> parts = new ArrayList<>();
        versions.properties()
                .forEach(version ->
                        parts.add(version.getKey() + " " + version.getValue().asText()));
        return String.join(", ", parts);
    }

    @Override
    void close();

    /** There is none, for that reason. */
    record Absent(String reason) implements Peer {
        @Override
        public void close() {}
    }

    /** One that waits for work. */
    final class Running implements Peer {

        private final Process process;
        private final BufferedReader answers;
        private final Writer orders;
        private final String description;

        private Running(Process process, BufferedReader answers, String description) {
            this.process = process;
            this.answers = answers;
            this.orders = process.outputWriter();
            this.description = description;
        }

        /** Its versions. */
        public String description() {
            return description;
        }

        /** Lets it work and says how long one repetition took, on its own clock. */
        double seconds(int repeats) {
            JsonNode seconds = ask(repeats).path("seconds");
            double sum = 0;
            for (JsonNode each : seconds) {
                sum += each.asDouble();
            }
            return sum / repeats;
        }

        /** Lets it work and says how much memory was resident at most since it started, if its system tells. */
        OptionalLong peakBytes(int repeats) {
            JsonNode peak = ask(repeats).path("peak_bytes");
            return peak.isNumber() ? OptionalLong.of(peak.asLong()) : OptionalLong.empty();
        }

        private JsonNode ask(int repeats) {
            try {
                orders.write("{\"repeat\": " + repeats + "}\n");
                orders.flush();
                String answer = answers.readLine();
                if (answer == null) {
                    throw new IOException("the peer ended in the middle of its work");
                }
                return Json.MAPPER.readTree(answer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
