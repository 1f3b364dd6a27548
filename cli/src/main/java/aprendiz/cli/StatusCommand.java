package aprendiz.cli;

import aprendiz.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How every part is. */
@Command(
        name = "status",
        description = "How every part of the platform is; 0 if all is up, 1 if not.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private Shown shown;

    @Override
    public Integer call() throws Exception {
        StringBuilder answer = new StringBuilder();
        int exit = Home.platform("status", answer);
        JsonNode status = Json.MAPPER.readTree(answer.toString());
        if (shown.json) {
            shown.json(status);
            return exit;
        }
        if (status.path("parts").isEmpty()) {
            shown.line("The platform is down; ./aprendiz up starts it.");
            return exit;
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode part : status.path("parts")) {
            rows.add(List.of(
                    part.path("name").asText(),
                    part.path("condition").asText().toLowerCase(Locale.ROOT),
                    part.path("port").asText(),
                    part.path("pid").asText(),
                    part.path("memoryMegabytes").isNumber()
                            ? part.path("memoryMegabytes").asText() + " MB"
                            : "-",
                    part.path("restarts").asText(),
                    part.path("why").isTextual() ? part.path("why").asText() : ""));
        }
        shown.table(List.of("PART", "STATE", "PORT", "PID", "MEMORY", "RESTARTS", ""), rows);
        if (status.path("memoryMegabytes").isNumber()) {
            shown.line("in all %d MB", status.path("memoryMegabytes").asLong());
        }
        return exit;
    }
}
