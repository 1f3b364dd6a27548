package aprendiz.inference;

import aprendiz.inference.serving.Backend;
import aprendiz.inference.serving.FakeBackend;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts {@link FakeBackend} in the place of the real one. */
class FakeBackends {

    @Produces
    @Singleton
    Backend.Loader loader() {
        return FakeBackend::load;
    }
}
