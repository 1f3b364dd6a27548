package aprendiz.training;

import aprendiz.registry.client.RegistryClient;
import aprendiz.telemetry.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the client of the registry that the settings name. */
@ApplicationScoped
class RegistryAddress {

    @Produces
    @Singleton
    RegistryClient client(Settings settings) {
        return RegistryClient.at(settings.registry()).withHeaders(TraceContext::headers);
    }
}
