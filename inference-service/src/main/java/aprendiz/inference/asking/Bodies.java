package aprendiz.inference.asking;

import aprendiz.inference.Settings;
import aprendiz.inference.batching.Gate;
import aprendiz.inference.serving.Meters;
import aprendiz.model.Problem;
import jakarta.inject.Singleton;
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
     * @param length as the request says; null where it does not
     * @throws TooLarge when it is
     * @throws Problem of kind BUSY when there is no room for it now, INVALID when it broke off or comes too slowly
     */
    public <T> T within(InputStream body, Long length, Function<byte[], T> work) {
        if (length != null && length > most) {
            throw tooLarge();
        }
        try (Gate.Hold room = bytes.hold(() -> RETRY)) {
            return work.apply(read(body, room));
        }
    }

    /** The same for a body that has come already, as gRPC's do. */
    public <T> T within(int length, Supplier<T> work) {
        if (length > most) {
            throw tooLarge();
        }
        return bytes.within(length, () -> RETRY, work);
    }

    /** A body takes room as it arrives, not as it is announced: who sends slowly takes little. */
    private byte[] read(InputStream body, Gate.Hold room) {
        ByteArrayOutputStream read = new ByteArrayOutputStream(PIECE);
        byte[] piece = new byte[PIECE];
        long until = System.nanoTime() + patience.toNanos();
        try {
            for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
                room.take(n);
                read.write(piece, 0, n);
                if (read.size() > most) {
                    throw tooLarge();
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

    private TooLarge tooLarge() {
        return new TooLarge(
                "the body is larger than the " + most + " bytes that are taken; send fewer or shorter texts");
    }
}
