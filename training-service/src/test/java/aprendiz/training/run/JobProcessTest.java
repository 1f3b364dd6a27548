package aprendiz.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import aprendiz.model.Digest;
import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.training.recipe.Pinned;
import aprendiz.training.recipe.Pins;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobProcessTest {

    @TempDir
    Path temp;

    private JobFolder folder;
    private Process process;

    /** A job that would wait for its registry for an hour. */
    @BeforeEach
    void assign() throws IOException {
        folder = JobFolder.of(temp, "one");
        Digest digest = Digest.of(new byte[0]);
        Pinned pin = new Pinned(
                RepositoryType.MODEL, ModelName.of("a/b"), 1, digest.hex().substring(0, 40), digest);
        folder.assign(new Assignment(
                "one",
                1,
                Json.MAPPER.readTree("""
                        {"technique": "transfer", "base": "a/b", "publish": {"name": "a/good"},
                         "data": {"dataset": "a/c", "file": "x.csv", "text": "text", "label": "label"}}
                        """),
                new Pins(pin, pin),
                URI.create("http://127.0.0.1:1"),
                Duration.ofHours(1),
                temp.resolve("cache")));
    }

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void endsWhenItsParentDoes() throws Exception {
        process = start();
        await().atMost(Duration.ofSeconds(20)).until(() -> !progress().isEmpty());
        process.getOutputStream().close();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(JobProcess.ORPHANED);
    }

    @Test
    void waitsUntilNobodyElseWorksInTheFolder() throws Exception {
        try (FileChannel channel =
                        FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            process = start();
            Thread.sleep(2000);
            assertThat(process.isAlive()).isTrue();
            assertThat(folder.progress()).doesNotExist();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> !progress().isEmpty());
    }

    @Test
    void cutsOffWhatAKilledAttemptLeftHalfWritten() throws Exception {
        try (ProgressLog log = new ProgressLog(folder.progress())) {
            log.say(new Progress.Began(Phase.FINE_TUNING, 3, 0));
        }
        Files.writeString(folder.progress(), "{\"type\":\"step", StandardOpenOption.APPEND);
        ProgressLog.Read first = ProgressLog.read(folder.progress(), 0);
        assertThat(first.lines()).hasSize(1);
        try (ProgressLog log = new ProgressLog(folder.progress())) {
            log.say(new Progress.Evaluated(Phase.FINE_TUNING, 2, 1, 0.5, 0.6, 0.7));
            assertThat(log.evaluations(Phase.FINE_TUNING)).containsOnlyKeys(2);
            assertThat(log.evaluations(Phase.FROM_SCRATCH)).isEmpty();
        }
        ProgressLog.Read second = ProgressLog.read(folder.progress(), first.end());
        assertThat(second.lines()).containsExactly(new Progress.Evaluated(Phase.FINE_TUNING, 2, 1, 0.5, 0.6, 0.7));
        assertThat(ProgressLog.read(folder.progress(), second.end()).lines()).isEmpty();
        assertThat(ProgressLog.read(folder.progress(), second.end() + 100).lines())
                .hasSize(2);
    }

    private List<Progress> progress() {
        return ProgressLog.read(folder.progress(), 0).lines();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FakeJobProcess.class.getName(),
                        folder.path().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.log().toFile())
                .start();
    }
}
