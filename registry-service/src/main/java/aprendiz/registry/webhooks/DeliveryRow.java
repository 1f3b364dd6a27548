package aprendiz.registry.webhooks;

import aprendiz.model.catalog.WebhookDelivery;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;

/** An event on its way to a webhook. */
@Entity
@Table(name = "webhook_delivery")
public class DeliveryRow extends PanacheEntityBase {

    static final String WAITING = "waiting";
    static final String DELIVERED = "delivered";
    static final String FAILED = "failed";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public WebhookRow webhook;

    public String eventId;
    public String type;
    /** The event as it lay in the outbox. */
    public String body;

    public String state;
    public int attempts;
    public Integer status;
    public String error;
    public Instant nextAt;
    public Instant happenedAt;
    public Instant doneAt;

    WebhookDelivery delivery() {
        Instant next = state.equals(WAITING) ? nextAt : null;
        return new WebhookDelivery(id, eventId, type, state, attempts, status, error, next, happenedAt);
    }
}
