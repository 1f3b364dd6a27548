package aprendiz.registry.blobs;

import aprendiz.registry.CallerGone;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.ClientErrorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The body of a request, which comes in while its reader is busy with what came before: at most a megabyte ahead. For large
 * bodies; the stream that the framework hands out stops the connection for every piece until its reader asks for the next.
 */
public final class Body extends InputStream {

    private static final int AHEAD = 1 << 20;
    private static final long PATIENCE_SECONDS = 60;

    private final HttpServerRequest request;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final Deque<Buffer> came = new ArrayDeque<>();
    private int ahead;
    private boolean held;
    private boolean ended;
    private Throwable broken;
    /** Of the first buffer. */
    private int taken;

    private Body(HttpServerRequest request) {
        this.request = request;
    }

    /** The body of a request that nobody has begun to read, off its event loop. */
    public static Body of(HttpServerRequest request) {
        Body body = new Body(request);
        if (request.isEnded()) {
            body.ended = true;
            return body;
        }
        request.pause();
        request.handler(body::bring);
        request.endHandler(end -> body.end());
        request.exceptionHandler(body::fail);
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
        return body;
    }

    private void bring(Buffer piece) {
        lock.lock();
        try {
            came.add(piece);
            ahead += piece.length();
            if (ahead >= AHEAD) {
                held = true;
                request.pause();
            }
            change.signal();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            change.signal();
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable cause) {
        lock.lock();
        try {
            broken = cause;
            change.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        Buffer piece = await();
        if (piece == null) {
            return -1;
        }
        int count = Math.min(length, piece.length() - taken);
        piece.getBytes(taken, taken + count, bytes, offset);
        taken += count;
        if (taken == piece.length()) {
            drop();
        }
        return count;
    }

    /** The first buffer; null at the end. */
    private Buffer await() throws IOException {
        lock.lock();
        try {
            while (came.isEmpty() && !ended) {
                if (broken != null) {
                    throw new CallerGone(new IOException("the body ended early", broken));
                }
                if (!change.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new ClientErrorException("nothing came for " + PATIENCE_SECONDS + " s; send it again", 408);
                }
            }
            return came.peek();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a body came in");
        } finally {
            lock.unlock();
        }
    }

    private void drop() {
        lock.lock();
        try {
            ahead -= came.remove().length();
            taken = 0;
            if (held && ahead <= AHEAD / 2) {
                held = false;
                request.resume();
            }
        } finally {
            lock.unlock();
        }
    }
}
