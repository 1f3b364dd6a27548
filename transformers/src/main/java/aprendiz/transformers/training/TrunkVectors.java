package aprendiz.transformers.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.model.AtomicFile;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.text.Batch;
import aprendiz.transformers.text.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trunk that does not learn says of texts, in evaluation mode: computed once and kept in a file, which the system
 * keeps in memory as far as there is room.
 */
final class TrunkVectors implements AutoCloseable {

    private static final int TOGETHER = 32;

    private final LiveNetwork network;
    private final boolean firstOnly;
    private final Path path;
    private FileChannel file;
    private final Map<Tokens, Long> places = new HashMap<>();
    private final int vectorBytes;

    /**
     * Knows no text yet.
     *
     * @param network whose program has the method {@code vectors}
     * @param firstOnly true if the head looks at a text's first token only
     * @param path a file that is made when it is needed and deleted in the end
     */
    TrunkVectors(LiveNetwork network, boolean firstOnly, Path path) {
        this.network = network;
        this.firstOnly = firstOnly;
        this.path = path;
        vectorBytes = Float.BYTES * network.network().family().hidden();
    }

    /** Computes texts, the same ones always in the same company: the last digits depend on it. */
    void remember(List<Tokens> texts) throws IOException {
        if (file == null) {
            file = FileChannel.open(
                    path,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        }
        List<Tokens> unknown = texts.stream()
                .distinct()
                .filter(text -> !places.containsKey(text))
                .sorted(Comparator.comparingInt(Tokens::length))
                .toList();
        for (int from = 0; from < unknown.size(); from += TOGETHER) {
            List<Tokens> some = unknown.subList(from, Math.min(unknown.size(), from + TOGETHER));
            try (PtNDManager passing =
                    network.memory().newSubManager(network.memory().getDevice())) {
                Batch batch = new Batch(some, network.network().family().padding());
                ByteBuffer all = computed(passing, batch).toByteBuffer(true);
                for (int row = 0; row < some.size(); row++) {
                    int vectors = firstOnly ? 1 : some.get(row).length();
                    places.put(some.get(row), file.size());
                    file.position(file.size());
                    AtomicFile.writeFully(file, all.slice(row * batch.length() * vectorBytes, vectors * vectorBytes));
                }
            }
        }
    }

    /** {@code [batch, length, hidden]}, or {@code [batch, 1, hidden]} where the first token is enough. */
    NDArray of(PtNDManager passing, List<Tokens> texts, Batch batch) {
        if (!places.keySet().containsAll(texts)) {
            return computed(passing, batch);
        }
        int length = firstOnly ? 1 : batch.length();
        ByteBuffer all =
                ByteBuffer.allocateDirect(texts.size() * length * vectorBytes).order(ByteOrder.nativeOrder());
        try {
            for (int row = 0; row < texts.size(); row++) {
                int vectors = firstOnly ? 1 : texts.get(row).length();
                ByteBuffer one = all.slice(row * length * vectorBytes, vectors * vectorBytes);
                long from = places.get(texts.get(row));
                while (one.hasRemaining() && file.read(one, from + one.position()) >= 0) {}
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int hidden = network.network().family().hidden();
        return passing.create(all, new Shape(texts.size(), length, hidden), DataType.FLOAT32);
    }

    private NDArray computed(PtNDManager passing, Batch batch) {
        return network.program()
                .call(
                        "vectors",
                        LiveNetwork.inputs(passing, batch),
                        network.weights().list())
                .head();
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
