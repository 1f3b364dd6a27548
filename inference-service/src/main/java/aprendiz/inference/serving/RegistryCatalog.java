package aprendiz.inference.serving;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.registry.client.RegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The registry, over HTTP. The client is patient with a registry that is away; whoever has a version to serve already need
 * not be, so a question has a limit.
 */
record RegistryCatalog(RegistryClient registry, Duration limit) implements Catalog {

    @Override
    public Version version(ModelName model, String revision) {
        FutureTask<Version> question = new FutureTask<>(() -> registry.version(RepositoryType.MODEL, model, revision));
        Thread asking = Thread.ofVirtual().start(question);
        try {
            return question.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Problem problem ? problem : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw away("did not answer within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away("was not waited for: the service is stopping", e);
        } finally {
            asking.interrupt();
        }
    }

    private Problem away(String how, Exception cause) {
        return Problem.unavailable("Registry away", "the registry at " + registry.address() + " " + how, cause);
    }

    @Override
    public Path fetch(Version version, Path folder) {
        return registry.fetch(RepositoryType.MODEL, version, folder);
    }
}
