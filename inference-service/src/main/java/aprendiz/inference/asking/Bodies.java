package aprendiz.inference.asking;

import aprendiz.inference.Settings;
import aprendiz.inference.TooLarge;
import aprendiz.inference.batching.Gate;
import aprendiz.inference.serving.Meters;
import aprendiz.model.Problem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the bodies of requests: none larger than allowed, and not too many at once. */
@Singleton
public class Bodies {

    private static final int PIECE = 8192;
    private static final int SMALL = 64 << 10;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final int most;
    private final Duration patience;
    private final Gate bytes;

    Bodies(Settings settings, Meters meters) {
        most = settings.requests().body().asBigInteger().intValueExact();
        patience = settings.requests().reading();
        bytes = new Gate(
                "bytes of requests", settings.requests().bodies().asBigInteger().intValueExact());
        meters.watch("aprendiz.inference.bodies.bytes", bytes);
    }

    /**
     * Does the work with the body, which counts as being there until the work is done.
     *
     * @throws TooLarge when it is
     * @throws Problem of kind BUSY when there is no room for it now, INVALID when it broke off or comes too slowly
     */
    public <T> T within(HttpServerRequest http, InputStream body, Function<byte[], T> work) {
        return within(http, body, most, work);
    }

    /** The body of a request that never needs more than a few lines; the same may be wrong with it. */
    public byte[] small(HttpServerRequest http, InputStream body) {
        return within(http, body, Math.min(SMALL, most), bytes -> bytes);
    }

    private <T> T within(HttpServerRequest http, InputStream body, int most, Function<byte[], T> work) {
        if (claims(http) > most) {
            throw tooLarge(most);
        }
        try (Gate.Hold room = bytes.hold(() -> RETRY)) {
            return work.apply(read(body, most, room));
        }
    }

    /** How long the request says that its body is; 0 where it says nothing, or the body comes compressed. */
    private static long claims(HttpServerRequest http) {
        String length = http.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || http.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
            return 0;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE; // more digits than a length has
        }
    }

    /** The same for a body that has come already, as gRPC's do. */
    public <T> T within(int length, Supplier<T> work) {
        if (length > most) {
            throw tooLarge(most);
        }
        return bytes.within(length, () -> RETRY, work);
    }

    /** A body takes room as it arrives, not as it is announced: who sends slowly takes little. */
    private byte[] read(InputStream body, int most, Gate.Hold room) {
        ByteArrayOutputStream read = new ByteArrayOutputStream(PIECE);
        byte[] piece = new byte[PIECE];
        long until = System.nanoTime() + patience.toNanos();
        try {
            for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
                room.take(n);
                read.write(piece, 0, n);
                if (read.size() > most) {
                    throw tooLarge(most);
                }
                if (System.nanoTime() - until > 0) {
                    throw Problem.invalid(
                            "Too slow",
                            "the body comes too slowly: " + read.size() + " bytes in " + patience.toMillis() + " ms");
                }
            }
            return read.toByteArray();
        } catch (IOException e) {
            throw Problem.invalid("Broken off", "the body could not be read to its end: " + e.getMessage());
        }
    }

    private static TooLarge tooLarge(int most) {
        return new TooLarge("the body is larger than the " + most
                + " bytes that are taken; send less, such as fewer or shorter texts");
    }
}
