package aprendiz.registry.blobs;

import aprendiz.model.Problem;
import aprendiz.registry.RegistrySettings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where what is coming in leaves what is too large for memory; swept when a process that died left something. */
@Singleton
public class Scratch {

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

    /** A name for a file that does not exist yet. The caller deletes it. */
    public Path newFile() {
        return folder.newFile();
    }

    /**
     * Writes a body to a new file, as long as it keeps coming. The caller deletes it; if this throws there is none.
     *
     * @throws Problem of kind INVALID if there are more bytes than that
     */
    public Path receive(InputStream body, long most) throws IOException {
        Path file = newFile();
        try (InputStream steady = new SteadyStream(body);
                OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            byte[] buffer = new byte[1 << 16];
            long size = 0;
            for (int n = steady.read(buffer); n >= 0; n = steady.read(buffer)) {
                size += n;
                if (size > most) {
                    throw Problem.invalid("Too large", "more than " + most + " bytes have come, which are the most");
                }
                out.write(buffer, 0, n);
            }
            return file;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @PreDestroy
    void close() throws IOException {
        folder.close();
    }
}
