package aprendiz.registry.blobs;

import aprendiz.model.Problem;
import aprendiz.registry.RegistrySettings;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;

/** Opens the store that the settings choose. */
class BlobStore {

    @Produces
    @Singleton
    static Blobs open(RegistrySettings settings) {
        try {
            return new BlobFolder(Path.of(settings.blobs()));
        } catch (IOException e) {
            throw Problem.unavailable(
                    "No blob store", "the folder " + settings.blobs() + " cannot be used for blobs: " + e, e);
        }
    }

    static void close(@Disposes Blobs store) throws IOException {
        store.close();
    }
}
