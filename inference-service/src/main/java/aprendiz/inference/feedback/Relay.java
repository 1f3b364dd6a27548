package aprendiz.inference.feedback;

import aprendiz.inference.Settings;
import aprendiz.outbox.OutboxRelay;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs the outbox's relay while the service runs, on a database connection of its own. */
@ApplicationScoped
class Relay {

    private final String kafka;
    private final OutboxRelay.Connections database;
    private OutboxRelay relay;

    Relay(
            Settings settings,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.kafka = settings.kafka();
        this.database = OutboxRelay.Connections.to(url, user, password.orElse(null), "inference");
    }

    void start(@Observes StartupEvent event) {
        relay = new OutboxRelay(database, kafka);
    }

    void stop(@Observes ShutdownEvent event) {
        relay.close();
    }
}
