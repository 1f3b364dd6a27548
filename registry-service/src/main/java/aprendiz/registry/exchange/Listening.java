package aprendiz.registry.exchange;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A body that is given up when nothing more of it comes: HTTP clients wait for ever. */
final class Listening extends FilterInputStream {

    private final Duration silence;
    private final Thread watch;
    private volatile long heard = System.nanoTime();
    private volatile boolean closed;

    Listening(InputStream in, Duration silence) {
        super(in);
        this.silence = silence;
        this.watch = Thread.ofVirtual().name("listening").start(this::watch);
    }

    private void watch() {
        while (!closed) {
            long left = silence.toNanos() - (System.nanoTime() - heard);
            if (left <= 0) {
                try {
                    in.close();
                } catch (IOException e) {
                    // who reads finds out
                }
                return;
            }
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        heard = System.nanoTime();
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        heard = System.nanoTime();
        return count;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        LockSupport.unpark(watch);
        super.close();
    }
}
