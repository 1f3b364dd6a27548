package aprendiz.inference.serving;

import aprendiz.inference.Settings;
import aprendiz.registry.client.RegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Builds what serves from the settings, and starts and stops it with the service. */
class Serving {

    @Produces
    @Singleton
    @DefaultBean
    Backend.Loader loader() {
        return ClassifierBackend::load;
    }

    @Produces
    @Singleton
    Catalog catalog(Settings settings) {
        return new RegistryCatalog(new RegistryClient(settings.registry()), settings.registryPatience());
    }

    @Produces
    @Singleton
    Meters meters(MeterRegistry registry) {
        return new Meters(registry);
    }

    @Produces
    @Singleton
    LiveModels liveModels(Settings settings, Catalog catalog, Ledger ledger, Backend.Loader loader, Meters meters) {
        CheckpointCache cache =
                new CheckpointCache(settings.models().toAbsolutePath().normalize(), catalog);
        BatchLimits limits =
                new BatchLimits(settings.batches().texts(), settings.batches().tokens());
        Shelf shelf = new Shelf(cache, loader, limits, meters, settings.spare());
        return new LiveModels(catalog, ledger, shelf, settings.loaded(), settings.patience());
    }

    void start(@Observes StartupEvent event, LiveModels models) {
        models.restore();
    }

    void stop(@Observes ShutdownEvent event, LiveModels models) {
        models.close();
    }
}
