package aprendiz.inference.serving;

import aprendiz.inference.Settings;
import aprendiz.inference.batching.BatchLimits;
import aprendiz.inference.batching.Gate;
import aprendiz.inference.variants.Loaded;
import aprendiz.inference.variants.Picker;
import aprendiz.registry.client.RegistryClient;
import aprendiz.telemetry.TraceContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Builds what serves from the settings, and starts and stops it with the service. */
class Serving {

    @Produces
    @Singleton
    @DefaultBean
    Loaded.Loader loader(Settings settings) {
        Settings.Variants variants = settings.variants();
        return new Picker(
                variants.exports().toAbsolutePath().normalize(),
                new Picker.Rules(variants.allowed(), variants.pinned(), variants.agreement(), variants.cosine()));
    }

    @Produces
    @Singleton
    Catalog catalog(Settings settings) {
        RegistryClient registry = RegistryClient.at(settings.registry()).withHeaders(TraceContext::headers);
        return new RegistryCatalog(registry, settings.registryPatience());
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
        BatchLimits limits = new BatchLimits(
                settings.batches().texts(),
                settings.batches().tokens(),
                settings.batches().padding());
        Gate places = new Gate("waiting texts", settings.requests().queue());
        meters.watch("aprendiz.inference.queue.texts", places);
        Shelf shelf = new Shelf(cache, loader, limits, places, meters, settings.spare());
        Room room = new Room(
                settings.loaded(),
                settings.memory().map(MemorySize::asLongValue).orElse(Long.MAX_VALUE),
                settings.kept().orElse(List.of()));
        return new LiveModels(catalog, ledger, shelf, room);
    }

    void start(@Observes StartupEvent event, LiveModels models) {
        models.restore();
    }

    void stop(@Observes ShutdownEvent event, LiveModels models) {
        models.close();
    }
}
