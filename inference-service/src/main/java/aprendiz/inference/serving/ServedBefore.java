package aprendiz.inference.serving;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once all that was served before the last stop answers again, or it is known why it cannot. */
@Readiness
public class ServedBefore implements HealthCheck {

    private final LiveModels models;

    ServedBefore(LiveModels models) {
        this.models = models;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("served before")
                .status(models.settled())
                .build();
    }
}
