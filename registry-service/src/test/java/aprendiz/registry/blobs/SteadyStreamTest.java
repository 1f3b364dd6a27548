package aprendiz.registry.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Digest;
import jakarta.ws.rs.ClientErrorException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyStreamTest {

    @TempDir
    Path folder;

    /** A byte now and then. */
    private static final class Drip extends FilterInputStream {
        Drip(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                Thread.sleep(150);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return super.read(bytes, offset, 1);
        }
    }

    @Test
    void whoDripsIsCutOffAndLeavesNothing() throws IOException {
        byte[] bytes = new byte[1000];
        try (BlobFolder blobs = new BlobFolder(folder)) {
            InputStream slow = new SteadyStream(new Drip(bytes), Duration.ofSeconds(1));
            assertThatThrownBy(() -> blobs.put(Digest.of(bytes), slow))
                    .isInstanceOf(ClientErrorException.class)
                    .hasMessageContaining("send them faster");
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(files.filter(file -> file.toString().endsWith(".part")))
                        .isEmpty();
            }
        }
    }

    @Test
    void whoSendsSteadilyIsReadToTheEnd() throws IOException {
        byte[] bytes = BlobsKit.random(100_000);
        try (InputStream in = new SteadyStream(new ByteArrayInputStream(bytes), Duration.ZERO)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }
}
