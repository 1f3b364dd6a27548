package aprendiz.registry.webhooks;

import aprendiz.model.Problem;
import aprendiz.model.catalog.Webhook;
import aprendiz.model.catalog.WebhookDelivery;
import aprendiz.registry.Caller;
import aprendiz.registry.access.Door;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Webhooks over HTTP. Reading them needs a token that may write, for addresses may hold secrets. */
@Path("/v1/webhooks")
@Tag(name = "Webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class WebhookResource {

    private final Hooks hooks;
    private final Sending sending;
    private final Door.Visitor visitor;
    private final Caller caller;

    WebhookResource(Hooks hooks, Sending sending, Door.Visitor visitor, Caller caller) {
        this.hooks = hooks;
        this.sending = sending;
        this.visitor = visitor;
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "Have an address told what happens",
            description =
                    "In one repository or in all; all events, or those that are named. Deliveries are CloudEvents,"
                            + " signed as Standard Webhooks says (webhook-id, webhook-timestamp, webhook-signature). The"
                            + " answer holds the secret, which is never shown again. 422 if the address leads to this"
                            + " machine or a private network and the settings do not allow that.")
    public RestResponse<Webhook> register(Webhook wish) {
        if (wish == null) {
            throw Problem.invalid("Bad webhook", "the request has no body: say the url");
        }
        return RestResponse.status(
                RestResponse.Status.CREATED, hooks.register(wish, visitor.identity(), caller.or(wish.by())));
    }

    @GET
    @Operation(summary = "Every webhook, without its secret")
    public List<Webhook> list() {
        return hooks.list(visitor.identity());
    }

    @GET
    @Path("/{id}")
    public Webhook webhook(long id) {
        return hooks.webhook(id, visitor.identity());
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Tell it nothing any more; what waits for it is forgotten")
    public void remove(long id) {
        hooks.remove(id, visitor.identity(), caller.or(null));
    }

    @POST
    @Path("/{id}/ping")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Deliver a test event at once, and say how that went")
    public WebhookDelivery ping(long id) throws InterruptedException {
        Sending.Letter letter = hooks.ping(id, visitor.identity());
        Sending.Outcome outcome = sending.send(letter);
        return new WebhookDelivery(
                null,
                letter.id(),
                "dev.aprendiz.webhook.ping",
                outcome.good() ? DeliveryRow.DELIVERED : DeliveryRow.FAILED,
                1,
                outcome.status(),
                outcome.error(),
                null,
                Instant.now());
    }

    @GET
    @Path("/{id}/deliveries")
    @Operation(summary = "The latest hundred deliveries, the newest first; those of the last week are kept")
    public List<WebhookDelivery> deliveries(long id) {
        return hooks.deliveries(id, visitor.identity());
    }
}
