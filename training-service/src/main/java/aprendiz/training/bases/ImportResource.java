package aprendiz.training.bases;

import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.Version;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.registry.client.RegistryClient;
import aprendiz.training.Settings;
import aprendiz.training.run.JobFolder;
import aprendiz.transformers.minilm.MiniLm;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Brings base models into the registry. */
@Path("/v1/imports")
public class ImportResource {

    private final RegistryClient registry;
    private final Settings settings;
    /** A base takes hundreds of megabytes while it is read: one at a time. */
    private final ReentrantLock oneAtATime = new ReentrantLock();

    ImportResource(RegistryClient registry, Settings settings) {
        this.registry = registry;
        this.settings = settings;
    }

    @POST
    @Operation(summary = "Import a base model", description = "Answers the version; a repetition answers the same one.")
    public Version create(JsonNode body) throws IOException {
        ImportRequest request = ImportRequest.of(body);
        if (!MiniLm.isPresent()) {
            throw Problem.notFound("No such source", "the jar that holds all-MiniLM-L6-v2 is not on the class path");
        }
        oneAtATime.lock();
        try {
            return publish(request);
        } finally {
            oneAtATime.unlock();
        }
    }

    private Version publish(ImportRequest request) throws IOException {
        Files.createDirectories(settings.work());
        java.nio.file.Path parent = Files.createTempDirectory(settings.work(), "import-");
        try {
            java.nio.file.Path folder = Files.createDirectory(parent.resolve("checkpoint"));
            MiniLm.write(folder);
            new Checkpoint(folder)
                    .seal(new Manifest(
                            1,
                            Kind.BASE,
                            Task.FEATURE_EXTRACTION,
                            List.of(),
                            null,
                            null,
                            new TreeMap<>(),
                            null,
                            null,
                            List.of()));
            return registry.publish(
                    RepositoryType.MODEL,
                    request.name(),
                    folder,
                    "imported from " + request.source(),
                    "import " + request.source());
        } finally {
            JobFolder.remove(parent);
        }
    }
}
