package aprendiz.registry.client;

import aprendiz.model.catalog.Webhook;
import aprendiz.model.catalog.WebhookDelivery;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;

/** Who is told over HTTP what happens in a registry. */
public final class Webhooks {

    private static final String ROOT = "/v1/webhooks";

    private final Http http;

    Webhooks(Http http) {
        this.http = http;
    }

    /** Registers a webhook; said once. The answer holds its secret, which is never shown again. */
    public Webhook register(Webhook wish) {
        return http.once("POST", ROOT, wish, new TypeReference<Webhook>() {});
    }

    /** Every webhook, without secrets. */
    public List<Webhook> list() {
        return http.get(ROOT, new TypeReference<List<Webhook>>() {});
    }

    public Webhook webhook(long id) {
        return http.get(ROOT + "/" + id, new TypeReference<Webhook>() {});
    }

    /** Nothing is delivered to it any more; what waited is forgotten. */
    public void remove(long id) {
        http.delete(ROOT + "/" + id);
    }

    /** Delivers a test event at once and says how that went. */
    public WebhookDelivery ping(long id) {
        return http.once("POST", ROOT + "/" + id + "/ping", Map.of(), new TypeReference<WebhookDelivery>() {});
    }

    /** The latest deliveries, the newest first. */
    public List<WebhookDelivery> deliveries(long id) {
        return http.get(ROOT + "/" + id + "/deliveries", new TypeReference<List<WebhookDelivery>>() {});
    }
}
