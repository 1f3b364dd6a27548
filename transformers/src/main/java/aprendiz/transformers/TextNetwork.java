package aprendiz.transformers;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.text.Tokenizer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A tokenizer and a network, used by one thread at a time. */
final class TextNetwork implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Tokenizer tokenizer;
    private final LiveNetwork network;
    private boolean closed;

    private TextNetwork(Tokenizer tokenizer, LiveNetwork network) {
        this.tokenizer = tokenizer;
        this.network = network;
    }

    static TextNetwork load(Checkpoint files, Head head) throws IOException {
        Family family = Family.of(files.config());
        Tokenizer tokenizer = Tokenizer.load(files.folder(), family.positions());
        try (StoredTensors tensors = StoredTensors.open(files, family)) {
            Network network = new Network(family, head);
            tensors.require(network.parameters());
            return new TextNetwork(tokenizer, new LiveNetwork(network, tensors::fill));
        } catch (IOException | RuntimeException | Error e) {
            tokenizer.close();
            throw e;
        }
    }

    int maxLength() {
        return tokenizer.maxLength();
    }

    float[][] answers(List<String> texts) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            return network.answers(tokenizer.encode(texts));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                tokenizer.close();
                network.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
