package aprendiz.cli;

import aprendiz.model.ModelName;
import aprendiz.model.catalog.Webhook;
import aprendiz.model.catalog.WebhookDelivery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Who is told what happens in the registry. */
@Command(
        name = "webhook",
        description = "Have addresses told what happens in the registry.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class WebhookCommand implements Runnable {

    @CommandLine.Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which one: add, list, remove, ping or deliveries?");
    }

    @Command(
            name = "add",
            description = "Tell an address; prints the secret that deliveries are signed with, once.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin Shown shown,
            @Mixin Addresses addresses,
            @Parameters(paramLabel = "URL") URI url,
            @Option(names = "--repository", paramLabel = "NAMESPACE/NAME", description = "only of this one")
                    ModelName repository,
            @Option(
                            names = "--event",
                            paramLabel = "TYPE",
                            description = "only these: version.published, alias.moved, ...")
                    List<String> events,
            @Option(names = "--secret-file", paramLabel = "FILE", description = "holds a secret of your own, whsec_...")
                    Path secretFile)
            throws IOException {
        String secret = secretFile == null ? null : Files.readString(secretFile).strip();
        Webhook hook = addresses.registry().webhooks().register(new Webhook(url, repository, events, secret));
        if (shown.json) {
            shown.json(hook);
        } else {
            shown.line("webhook %d", hook.id());
            shown.line("secret  %s", hook.secret());
        }
        return Aprendiz.DONE;
    }

    @Command(name = "list", description = "Every webhook, without its secret.", mixinStandardHelpOptions = true)
    int list(@Mixin Shown shown, @Mixin Addresses addresses) {
        List<Webhook> hooks = addresses.registry().webhooks().list();
        if (shown.json) {
            shown.json(hooks);
            return Aprendiz.DONE;
        }
        shown.table(
                List.of("ID", "REPOSITORY", "EVENTS", "WAITING", "LOST", "URL"),
                hooks.stream()
                        .map(hook -> List.of(
                                hook.id().toString(),
                                hook.repository() == null
                                        ? "all"
                                        : hook.repository().toString(),
                                hook.events().isEmpty() ? "all" : String.join(" ", hook.events()),
                                String.valueOf(hook.waiting()),
                                String.valueOf(hook.lost()),
                                hook.url().toString()))
                        .toList());
        return Aprendiz.DONE;
    }

    @Command(name = "remove", description = "Tell it nothing any more.", mixinStandardHelpOptions = true)
    int remove(@Mixin Shown shown, @Mixin Addresses addresses, @Parameters(paramLabel = "ID") long id) {
        addresses.registry().webhooks().remove(id);
        if (shown.json) {
            shown.json(Map.of("removed", id));
        } else {
            shown.line("webhook %d is removed", id);
        }
        return Aprendiz.DONE;
    }

    @Command(
            name = "ping",
            description = "Deliver a test event now; exit code 1 if it is not taken.",
            mixinStandardHelpOptions = true)
    int ping(@Mixin Shown shown, @Mixin Addresses addresses, @Parameters(paramLabel = "ID") long id) {
        WebhookDelivery delivery = addresses.registry().webhooks().ping(id);
        if (shown.json) {
            shown.json(delivery);
        } else {
            shown.line("%s", outcome(delivery));
        }
        return delivery.state().equals("delivered") ? Aprendiz.DONE : Aprendiz.FAILED;
    }

    @Command(name = "deliveries", description = "What was told it, and how that went.", mixinStandardHelpOptions = true)
    int deliveries(@Mixin Shown shown, @Mixin Addresses addresses, @Parameters(paramLabel = "ID") long id) {
        List<WebhookDelivery> deliveries = addresses.registry().webhooks().deliveries(id);
        if (shown.json) {
            shown.json(deliveries);
            return Aprendiz.DONE;
        }
        shown.table(
                List.of("AT", "EVENT", "ATTEMPTS", "OUTCOME"),
                deliveries.stream()
                        .map(one -> List.of(
                                one.at().toString(), one.type(), Integer.toString(one.attempts()), outcome(one)))
                        .toList());
        return Aprendiz.DONE;
    }

    private static String outcome(WebhookDelivery delivery) {
        String status = delivery.status() == null ? "" : " (" + delivery.status() + ")";
        String error = delivery.error() == null || delivery.status() != null ? "" : ": " + delivery.error();
        return delivery.state() + status + error;
    }
}
