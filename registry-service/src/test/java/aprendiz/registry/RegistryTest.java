package aprendiz.registry;

import aprendiz.local.TestInfrastructure;
import aprendiz.model.ModelName;
import aprendiz.registry.client.RegistryClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the running registry have at hand: its address, a client, names nobody else uses. */
@QuarkusTestResource(TestInfrastructure.class)
@QuarkusTestResource(TempBlobs.class)
public abstract class RegistryTest {

    private static final AtomicInteger NAMES = new AtomicInteger();

    @TestHTTPResource
    protected URI registry;

    @TempDir
    protected Path temp;

    protected RegistryClient client;

    @BeforeEach
    void connect() {
        client = new RegistryClient(registry);
    }

    protected static ModelName newName() {
        return new ModelName("acme", "thing-" + NAMES.incrementAndGet());
    }
}
