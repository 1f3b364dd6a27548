package aprendiz.inference.feedback;

import aprendiz.inference.Settings;
import aprendiz.outbox.OutboxRelay;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs the outbox's relay while the service runs, on a database connection of its own. */
@ApplicationScoped
class Relay {

    private final String kafka;
    private final String url;
    private final Properties database = new Properties();
    private OutboxRelay relay;

    Relay(
            Settings settings,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.kafka = settings.kafka();
        this.url = url;
        database.setProperty("user", user);
        password.ifPresent(word -> database.setProperty("password", word));
        database.setProperty("currentSchema", "inference");
        database.setProperty("connectTimeout", "3");
        database.setProperty("socketTimeout", "60");
    }

    void start(@Observes StartupEvent event) {
        relay = new OutboxRelay(this::open, kafka);
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(url, database);
    }

    void stop(@Observes ShutdownEvent event) {
        relay.close();
    }
}
