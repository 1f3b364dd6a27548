package aprendiz.registry.hub;

import aprendiz.registry.RegistrySettings;
import aprendiz.registry.blobs.Location;
import aprendiz.registry.blobs.UploadFolder;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Where commits that are coming in leave what is too large for memory; swept when a process that died left something. */
@Singleton
class Scratch {

    private final UploadFolder folder;

    Scratch(RegistrySettings settings) {
        try {
            folder = UploadFolder.open(place(settings.blobs()).toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Beside the blobs if they lie in a folder. */
    private static Path place(String blobs) {
        return switch (Location.parse(blobs)) {
            case Location.Folder(Path folder) -> folder.resolve("uploads");
            case Location.Bucket bucket -> Path.of(System.getProperty("java.io.tmpdir"), "aprendiz-registry-uploads");
        };
    }

    Path newFile() {
        return folder.newFile();
    }

    @PreDestroy
    void close() throws IOException {
        folder.close();
    }
}
