package aprendiz.registry.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The deliveries that wait. Any number of registries may work on one queue: who takes a delivery has it for a while, and if
 * he dies another takes it.
 */
@ApplicationScoped
@Transactional
class Queue {

    /** Long enough for an attempt. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int LONGEST_ERROR = 500;

    /** A few of each webhook, so that one that is slow does not hold up the others. */
    private static final String TAKE = """
            update webhook_delivery set attempts = attempts + 1, next_at = :until
            where id in (
                select due.id from webhook w cross join lateral (
                    select id from webhook_delivery
                    where webhook_id = w.id and state = 'waiting' and next_at <= :now
                    order by next_at, id limit 4 for update skip locked) as due
                limit 32)
            returning id""";

    private final EntityManager entities;
    private final WebhookSettings settings;

    Queue(EntityManager entities, WebhookSettings settings) {
        this.entities = entities;
        this.settings = settings;
    }

    /** @param attempt which one this is, from 1 */
    record Due(long id, int attempt, Sending.Letter letter) {}

    /** What is due; nobody else has it now. */
    List<Due> take() {
        Instant now = Instant.now();
        List<?> ids = entities.createNativeQuery(TAKE, Long.class)
                .setParameter("now", now)
                .setParameter("until", now.plus(LEASE))
                .getResultList();
        if (ids.isEmpty()) {
            return List.of();
        }
        List<DeliveryRow> rows =
                DeliveryRow.list("from DeliveryRow d join fetch d.webhook where d.id in ?1 order by d.id", ids);
        return rows.stream()
                .map(row -> new Due(
                        row.id,
                        row.attempts,
                        new Sending.Letter(row.webhook.url, row.webhook.secret, row.eventId, row.body)))
                .toList();
    }

    /** Writes down what came of it, and when it is due again. */
    void settle(Due due, Sending.Outcome outcome) {
        DeliveryRow row = DeliveryRow.findById(due.id());
        if (row == null) {
            // its webhook was removed meanwhile
            return;
        }
        Instant now = Instant.now();
        row.status = outcome.status();
        row.error = shortened(outcome.error());
        if (outcome.good()) {
            row.state = DeliveryRow.DELIVERED;
            row.doneAt = now;
        } else if (outcome.isFinal() || due.attempt() >= settings.attempts()) {
            row.state = DeliveryRow.FAILED;
            row.doneAt = now;
        } else {
            row.nextAt = now.plus(pause(due.attempt()));
        }
    }

    private static String shortened(String error) {
        return error == null || error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
    }

    /** Four times as long each time, and not all at the same moment. */
    private Duration pause(int attempt) {
        Duration pause = settings.firstRetry().multipliedBy(1L << Math.min(2 * (attempt - 1), 30));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return Duration.ofMillis(
                (long) (bounded.toMillis() * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
    }

    /** Forgets what was done with longer ago than anybody asks. */
    void prune() {
        DeliveryRow.delete("doneAt < ?1", Instant.now().minus(KEPT));
    }
}
