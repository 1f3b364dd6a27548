package aprendiz.inference;

import aprendiz.inference.serving.FakeEngine;
import aprendiz.inference.variants.Loaded;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts {@link FakeEngine} in the place of the real ones. */
class FakeEngines {

    @Produces
    @Singleton
    Loaded.Loader loader() {
        return FakeEngine::load;
    }
}
