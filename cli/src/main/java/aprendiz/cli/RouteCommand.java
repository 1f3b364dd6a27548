package aprendiz.cli;

import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who answers the requests for a model's champion. */
@Command(
        name = "route",
        description = "Give challengers a share of a champion's requests, or compare them with it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class RouteCommand implements Runnable {

    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "which one: show, set or remove?");
    }

    @Command(name = "show", description = "How the challengers do.", mixinStandardHelpOptions = true)
    int show(
            @Mixin Shown shown,
            @Mixin Addresses addresses,
            @Parameters(arity = "0..1", paramLabel = "MODEL", description = "all, if missing") ModelName model) {
        JsonNode answer = addresses.inference().get("/v1/routes" + (model == null ? "" : "/" + model));
        if (shown.json) {
            shown.json(answer);
        } else if (answer.isArray()) {
            answer.forEach(route -> print(shown, route));
        } else {
            print(shown, answer);
        }
        return Aprendiz.DONE;
    }

    @Command(
            name = "set",
            description = "Share the requests anew. A challenger gets none before it is loaded.",
            mixinStandardHelpOptions = true)
    int set(
            @Mixin Shown shown,
            @Mixin Addresses addresses,
            @Parameters(paramLabel = "MODEL") ModelName model,
            @Option(
                            names = "--share",
                            paramLabel = "ALIAS=PERCENT",
                            description = "of the requests; the champion answers the rest")
                    Map<String, Double> shares,
            @Option(
                            names = "--shadow",
                            paramLabel = "ALIAS=SAMPLE",
                            description = "asked too, from 0 (never) to 1 (always), and only compared")
                    Map<String, Double> shadow) {
        ObjectNode route = Json.MAPPER.createObjectNode();
        if (shares != null) {
            shares.forEach(route.putObject("shares")::put);
        }
        if (shadow != null) {
            if (shadow.size() != 1) {
                throw Problem.invalid("Bad route", "--shadow: there can be one");
            }
            shadow.forEach((alias, sample) ->
                    route.putObject("shadow").put("alias", alias).put("sample", sample));
        }
        JsonNode answer = addresses.inference().put("/v1/routes/" + model, route);
        if (shown.json) {
            shown.json(answer);
        } else {
            print(shown, answer);
        }
        return Aprendiz.DONE;
    }

    @Command(name = "remove", description = "Let the champion answer everything.", mixinStandardHelpOptions = true)
    int remove(@Mixin Shown shown, @Mixin Addresses addresses, @Parameters(paramLabel = "MODEL") ModelName model) {
        addresses.inference().delete("/v1/routes/" + model);
        if (!shown.json) {
            shown.line("%s: the champion answers everything", model);
        }
        return Aprendiz.DONE;
    }

    private static void print(Shown shown, JsonNode view) {
        JsonNode route = view.path("route");
        shown.line("%s", view.path("model").asText());
        route.path("shares")
                .properties()
                .forEach(share -> shown.line("  %-14s %s %%", share.getKey(), share.getValue()));
        if (view.has("returned")) {
            shown.line(
                    "  returned to the champion: %s",
                    view.path("returned").path("because").asText());
        }
        view.path("latest")
                .properties()
                .forEach(one -> shown.line(
                        "  %-14s %d answers, %.1f %% failed, 95 %% within %.1f ms",
                        one.getKey(),
                        one.getValue().path("answers").asLong(),
                        100 * one.getValue().path("errors").asDouble(),
                        one.getValue().path("milliseconds").asDouble()));
        if (view.has("shadow")) {
            JsonNode shadow = view.path("shadow");
            shown.line(
                    "  %-14s shadow: %d inputs, agreement %.3f, scores differ by %.3f, %.1f ms more",
                    route.path("shadow").path("alias").asText(),
                    shadow.path("inputs").asLong(),
                    shadow.path("agreement").asDouble(),
                    shadow.path("difference").asDouble(),
                    shadow.path("millisecondsMore").asDouble());
        }
    }
}
