package aprendiz.transformers.export;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets any number of calls in until it is closed, and closes when the last of them is out. */
final class Gate {

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    <T> T pass(Supplier<T> call) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            return call.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Does that when nobody is inside any more; once, however often it is closed. */
    void close(Runnable last) {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                last.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
