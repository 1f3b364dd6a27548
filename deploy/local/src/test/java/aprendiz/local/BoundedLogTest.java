package aprendiz.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogTest {

    @TempDir
    Path folder;

    @Test
    void neverGrowsBeyondItsBoundAndKeepsTheEnd() throws IOException {
        BoundedLog log = new BoundedLog(folder.resolve("part.log"), 100_000);
        for (int i = 0; i < 50; i++) {
            log.drain(text("line " + i + "\n" + "x".repeat(9_000) + "\n"));
        }
        assertThat(Files.size(log.file())).isLessThanOrEqualTo(100_000);
        assertThat(Files.size(log.older())).isLessThanOrEqualTo(100_000);
        assertThat(log.tail(2)).startsWith("line 49");
    }

    @Test
    void throwsAwayWhatCannotBeWritten() throws IOException {
        BoundedLog log = new BoundedLog(folder.resolve("missing/part.log"), 100_000);
        InputStream output = text("said into the void");
        log.drain(output);
        assertThat(output.read()).isEqualTo(-1);
        assertThat(log.tail(5)).isEmpty();
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
