package aprendiz.inference.serving;

import aprendiz.inference.Settings;
import aprendiz.inference.asking.Inference;
import aprendiz.inference.batching.BatchLimits;
import aprendiz.inference.batching.Gate;
import aprendiz.registry.client.RegistryClient;
import aprendiz.transformers.tasks.Tasks;
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
    Loaded.Loader loader() {
        return (pin, checkpoint) -> new Loaded(Tasks.open(checkpoint), 1, "plain");
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
    LiveModels liveModels(Settings settings, Catalog catalog, Ledger ledger, Loaded.Loader loader, Meters meters) {
        CheckpointCache cache =
                new CheckpointCache(settings.models().toAbsolutePath().normalize(), catalog);
        BatchLimits limits =
                new BatchLimits(settings.batches().texts(), settings.batches().tokens(), settings.batches().padding());
        Gate places = new Gate("waiting texts", settings.requests().queue());
        meters.watch("aprendiz.inference.queue.texts", places);
        Shelf shelf = new Shelf(cache, loader, limits, places, meters, settings.spare());
        return new LiveModels(catalog, ledger, shelf, settings.loaded());
    }

    @Produces
    @Singleton
    Inference inference(LiveModels models, Meters meters) {
        return new Inference(models, meters);
    }

    void start(@Observes StartupEvent event, LiveModels models) {
        models.restore();
    }

    void stop(@Observes ShutdownEvent event, LiveModels models) {
        models.close();
    }
}
