package aprendiz.transformers.network;

import aprendiz.transformers.network.Head.Scope;
import aprendiz.transformers.text.Tokens;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A live network that threads share: calls are computed one after the other, each on all cores. */
public final class SharedNetwork implements Engine {

    private final ReentrantLock lock = new ReentrantLock();
    private final LiveNetwork network;
    private boolean closed;

    /** Owns the network from now on. */
    public SharedNetwork(LiveNetwork network) {
        this.network = network;
    }

    @Override
    public Scope scope() {
        return network.network().head().scope();
    }

    @Override
    public float[][] answers(List<Tokens> texts) {
        return alone(() -> network.answers(texts));
    }

    @Override
    public float[][][] tokenAnswers(List<Tokens> texts) {
        return alone(() -> network.tokenAnswers(texts));
    }

    @Override
    public float[][][] answersAt(List<Tokens> texts, List<List<Integer>> places) {
        return alone(() -> network.answersAt(texts, places));
    }

    private <T> T alone(Supplier<T> work) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the call that is being computed. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                network.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
