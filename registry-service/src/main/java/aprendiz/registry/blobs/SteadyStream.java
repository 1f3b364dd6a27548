package aprendiz.registry.blobs;

import jakarta.ws.rs.ClientErrorException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** What a caller sends, as long as it keeps coming: one that drips in a few bytes a minute would hold its place for ever. */
final class SteadyStream extends FilterInputStream {

    private static final Duration GRACE = Duration.ofSeconds(30);
    /** Slower than this is stuck, in bytes per second since the beginning. */
    private static final long SLOWEST = 1024;

    private final long begun = System.nanoTime();
    private final Duration grace;
    private long came;

    SteadyStream(InputStream in) {
        this(in, GRACE);
    }

    SteadyStream(InputStream in, Duration grace) {
        super(in);
        this.grace = grace;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        came(one < 0 ? -1 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        came(count);
        return count;
    }

    private void came(int count) {
        came += Math.max(count, 0);
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        if (count > 0 && taken.compareTo(grace) > 0 && came < SLOWEST * taken.toSeconds()) {
            throw new ClientErrorException(
                    "only " + came + " bytes came in " + taken.toSeconds() + " s; send them faster", 408);
        }
    }
}
