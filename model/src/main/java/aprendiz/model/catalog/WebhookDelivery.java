package aprendiz.model.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * An event on its way to a webhook, or there.
 *
 * @param id of the delivery
 * @param event the id of the event, the same in every attempt: who has seen it does nothing
 * @param type of the event
 * @param state {@code waiting}, {@code delivered} or {@code failed}
 * @param attempts made so far
 * @param status that the last one was answered with; null if it was not answered
 * @param error what went wrong in the last one; null if nothing did
 * @param next when the next attempt is due; null if none is
 * @param at when the event happened
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookDelivery(
        Long id,
        String event,
        String type,
        String state,
        int attempts,
        Integer status,
        String error,
        Instant next,
        Instant at) {}
