package aprendiz.cli;

import aprendiz.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How an answer is shown: readable for people, {@code --json} for programs. */
final class Shown {

    @Option(names = "--json", description = "answer in JSON, for programs")
    boolean json;

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    void line(String format, Object... arguments) {
        out().println(arguments.length == 0 ? format : String.format(java.util.Locale.ROOT, format, arguments));
    }

    void json(Object value) {
        try {
            out().println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** A number of bytes as people read it. */
    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int step = -1;
        while (value >= 999.95 && step < 4) {
            value /= 1000;
            step++;
        }
        return String.format(java.util.Locale.ROOT, "%.1f %cB", value, "kMGTP".charAt(step));
    }

    /** A table whose columns are as wide as their widest cell. */
    void table(List<String> head, List<List<String>> rows) {
        int[] width = new int[head.size()];
        List<List<String>> all = new java.util.ArrayList<>(List.of(head));
        all.addAll(rows);
        for (List<String> row : all) {
            for (int i = 0; i < width.length; i++) {
                width[i] = Math.max(width[i], row.get(i).length());
            }
        }
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < width.length; i++) {
                line.append(row.get(i)).append(" ".repeat(width[i] - row.get(i).length() + 2));
            }
            line("%s", line.toString().stripTrailing());
        }
    }
}
