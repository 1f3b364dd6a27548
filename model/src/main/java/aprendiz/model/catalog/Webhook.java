package aprendiz.model.catalog;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * An address that is told over HTTP what happens in the registry.
 *
 * @param id given by the registry; null in a wish
 * @param url where events go to
 * @param repository whose events are told; null for those of all
 * @param events that are told, by their types ({@code dev.aprendiz.alias.moved}) or the ends of them
 *     ({@code alias.moved}); empty for all
 * @param secret what deliveries are signed with, {@code whsec_} and base64: in a wish to choose it, in the answer to that,
 *     and nowhere else
 * @param by who registered it; null in a wish
 * @param at when
 * @param waiting how many deliveries wait
 * @param lost how many events found no room in the queue
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Webhook(
        Long id,
        URI url,
        ModelName repository,
        List<String> events,
        String secret,
        String by,
        Instant at,
        Long waiting,
        Long lost) {
    public Webhook {
        if (url == null) {
            throw Problem.invalid("Bad webhook", "webhook: url must be given");
        }
        events = events == null ? List.of() : List.copyOf(events);
    }

    /** A wish. */
    public Webhook(URI url, ModelName repository, List<String> events, String secret) {
        this(null, url, repository, events, secret, null, null, null, null);
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "Webhook[" + id + " " + (repository == null ? "all" : repository) + " " + events + "]";
    }
}
