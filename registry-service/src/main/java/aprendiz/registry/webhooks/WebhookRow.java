package aprendiz.registry.webhooks;

import aprendiz.model.ModelName;
import aprendiz.model.catalog.Webhook;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** An address that is told what happens. */
@Entity
@Table(name = "webhook")
public class WebhookRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String url;
    /** {@code namespace/name}; null for all. */
    public String repository;

    public String[] events;
    public String secret;
    public int capacity;

    /** Counted by the database. */
    @Column(updatable = false)
    public long lost;

    public String registeredBy;
    public Instant registeredAt;

    Webhook webhook(long waiting) {
        return new Webhook(
                id,
                URI.create(url),
                repository == null ? null : ModelName.of(repository),
                List.of(events),
                null,
                registeredBy,
                registeredAt,
                waiting,
                lost);
    }
}
