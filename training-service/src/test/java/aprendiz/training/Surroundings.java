package aprendiz.training;

import aprendiz.training.run.JobFolder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A registry and a work folder of the tests' own, and a worker that is quick to notice. Its jobs are done by
 * {@link aprendiz.training.run.FakeJobProcess} unless {@code process} says otherwise.
 */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

    private final Map<String, String> given = new LinkedHashMap<>();
    private FakeRegistry registry;
    private Path work;

    @Override
    public void init(Map<String, String> arguments) {
        given.putAll(arguments);
    }

    @Override
    public Map<String, String> start() {
        try {
            registry = new FakeRegistry();
            work = Files.createTempDirectory("training-work-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("aprendiz.training.registry", registry.address().toString());
        settings.put("aprendiz.training.work", work.toString());
        settings.put("aprendiz.training.queue-limit", "4");
        settings.put("aprendiz.training.worker.jobs", "1");
        settings.put("aprendiz.training.worker.lease", "3S");
        settings.put("aprendiz.training.worker.heartbeat", "0.3S");
        settings.put("aprendiz.training.worker.poll", "0.5S");
        settings.put("aprendiz.training.worker.patience", "30S");
        settings.put("aprendiz.training.worker.process", "aprendiz.training.run.FakeJobProcess");
        settings.putAll(given);
        return settings;
    }

    @Override
    public void stop() {
        registry.close();
        JobFolder.remove(work);
    }
}
