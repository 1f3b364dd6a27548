package aprendiz.registry.webhooks;

import aprendiz.messages.CloudEvent;
import aprendiz.messages.Event.WebhookChanged;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.catalog.Webhook;
import aprendiz.model.catalog.WebhookDelivery;
import aprendiz.registry.access.Identity;
import aprendiz.registry.events.Announcements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The webhooks that there are. A token that opens some namespaces sees and makes those of repositories there. */
@ApplicationScoped
@Transactional
public class Hooks {

    /** What a webhook of all repositories is called in events. */
    private static final String ALL = "*";

    private static final int SHOWN = 100;
    private static final int MOST_EVENTS = 50;
    private static final String PREFIX = "dev.aprendiz.";

    private final Sending sending;
    private final WebhookSettings settings;
    private final Announcements announcements;

    Hooks(Sending sending, WebhookSettings settings, Announcements announcements) {
        this.sending = sending;
        this.settings = settings;
        this.announcements = announcements;
    }

    /** @return with its secret, for the only time */
    Webhook register(Webhook wish, Identity who, String by) {
        String repository = wish.repository() == null ? null : wish.repository().toString();
        if (!opens(who, repository)) {
            throw Problem.refused(
                    "Not allowed",
                    "repository: the token of " + who.name() + " opens "
                            + who.namespaces().stream().sorted().toList()
                            + "; register webhooks of repositories there");
        }
        sending.check(wish.url());
        Secret secret = wish.secret() == null ? Secret.random() : Secret.of(wish.secret());
        if (WebhookRow.count() >= settings.most()) {
            throw Problem.refused(
                    "Too many webhooks", "there are " + settings.most() + " webhooks, which are the most; remove some");
        }
        WebhookRow row = new WebhookRow();
        row.url = wish.url().toString();
        row.repository = repository;
        row.events = events(wish.events());
        row.secret = secret.text();
        row.capacity = settings.capacity();
        row.registeredBy = by;
        row.registeredAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        row.persist();
        announcements.add(new WebhookChanged(repository == null ? ALL : repository, row.id, true, by));
        Webhook made = row.webhook(0);
        return new Webhook(
                made.id(), made.url(), made.repository(), made.events(), secret.text(), made.by(), made.at(), 0L, 0L);
    }

    /** By their whole types, each once; those that nobody says are refused. */
    private static String[] events(List<String> wished) {
        if (wished.size() > MOST_EVENTS) {
            throw Problem.invalid("Too many events", "events: " + MOST_EVENTS + " are the most; leave it out for all");
        }
        return wished.stream().map(Hooks::type).distinct().sorted().toArray(String[]::new);
    }

    private static String type(String word) {
        String type = word.startsWith(PREFIX) ? word : PREFIX + word;
        if (!CloudEvent.types().contains(type)) {
            throw Problem.invalid(
                    "Unknown event", "events: " + Problem.quoted(type) + " is not one of " + CloudEvent.types());
        }
        return type;
    }

    List<Webhook> list(Identity who) {
        List<WebhookRow> rows = WebhookRow.list("order by id");
        return rows.stream()
                .filter(row -> opens(who, row.repository))
                .map(row -> row.webhook(waiting(row)))
                .toList();
    }

    Webhook webhook(long id, Identity who) {
        WebhookRow row = find(id, who);
        return row.webhook(waiting(row));
    }

    void remove(long id, Identity who, String by) {
        WebhookRow row = find(id, who);
        row.delete();
        announcements.add(new WebhookChanged(row.repository == null ? ALL : row.repository, id, false, by));
    }

    /** The latest deliveries, the newest first. */
    List<WebhookDelivery> deliveries(long id, Identity who) {
        List<DeliveryRow> rows = DeliveryRow.<DeliveryRow>find("webhook = ?1 order by id desc", find(id, who))
                .page(0, SHOWN)
                .list();
        return rows.stream().map(DeliveryRow::delivery).toList();
    }

    /** What to send to try a webhook. */
    Sending.Letter ping(long id, Identity who) {
        WebhookRow row = find(id, who);
        String event = UUID.randomUUID().toString();
        String body = Json.MAPPER
                .createObjectNode()
                .put("specversion", "1.0")
                .put("id", event)
                .put("source", "/aprendiz/registry")
                .put("type", PREFIX + "webhook.ping")
                .put("time", Instant.now().toString())
                .toString();
        return new Sending.Letter(row.url, row.secret, event, body);
    }

    private static WebhookRow find(long id, Identity who) {
        return WebhookRow.<WebhookRow>findByIdOptional(id)
                .filter(row -> opens(who, row.repository))
                .orElseThrow(() -> Problem.notFound("No such webhook", "there is no webhook " + id));
    }

    private static long waiting(WebhookRow row) {
        return DeliveryRow.count("webhook = ?1 and state = ?2", row, DeliveryRow.WAITING);
    }

    private static boolean opens(Identity who, String repository) {
        return who.namespaces().isEmpty()
                || (repository != null && who.namespaces().contains(repository.substring(0, repository.indexOf('/'))));
    }
}
