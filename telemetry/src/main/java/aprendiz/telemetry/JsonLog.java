package aprendiz.telemetry;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.formatters.StructuredFormatter;

/**
 * Writes each line of the log as one JSON object where {@code aprendiz.log.json} says so: {@code timestamp}, {@code level},
 * {@code logger}, {@code message}, {@code exception}, and in {@code mdc} the {@code traceId} and {@code spanId} of what is
 * traced. What is logged before the service has started stays as it is.
 */
@Singleton
class JsonLog {

    private final boolean wanted;

    JsonLog(@ConfigProperty(name = "aprendiz.log.json", defaultValue = "false") boolean wanted) {
        this.wanted = wanted;
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        if (wanted) {
            format(Logger.getLogger("").getHandlers());
        }
    }

    /** Those that hand on to others, too. */
    static void format(Handler[] handlers) {
        for (Handler handler : handlers) {
            handler.setFormatter(new JsonFormatter(Map.of(StructuredFormatter.Key.LOGGER_NAME, "logger")));
            if (handler instanceof ExtHandler outer) {
                format(outer.getHandlers());
            }
        }
    }
}
