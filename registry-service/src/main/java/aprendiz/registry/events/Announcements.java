package aprendiz.registry.events;

import aprendiz.messages.Event.RegistryEvent;
import aprendiz.outbox.Outbox;
import aprendiz.telemetry.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import org.hibernate.Session;

/** Says what happened, in the transaction in which it happens. */
@ApplicationScoped
public class Announcements {

    private final Outbox outbox = new Outbox("/aprendiz/registry", TraceContext::parent);
    private final EntityManager entities;

    Announcements(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional(TxType.MANDATORY)
    public void add(RegistryEvent event) {
        entities.unwrap(Session.class).doWork(connection -> outbox.add(connection, event));
    }
}
