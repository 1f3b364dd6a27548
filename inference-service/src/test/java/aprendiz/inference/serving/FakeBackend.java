package aprendiz.inference.serving;

import aprendiz.model.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Computes without arithmetic worth the name: the first logit is the number of the version, the second the length of the
 * text, further ones zero. Speaks up when it is used by two threads or after it was closed.
 */
public final class FakeBackend implements Backend {

    /** Loaded and not closed yet, of all. */
    public static final AtomicInteger OPEN = new AtomicInteger();

    private final List<String> labels;
    private final float number;
    private Thread owner;
    private boolean closed;

    private FakeBackend(List<String> labels, float number) {
        this.labels = labels;
        this.number = number;
        OPEN.incrementAndGet();
    }

    /** Reads what {@link FakeCatalog} wrote; the label {@code broken} makes a checkpoint that cannot be loaded. */
    public static FakeBackend load(Path checkpoint) {
        try {
            List<String> labels = Files.readAllLines(checkpoint.resolve("labels.txt"));
            if (labels.contains("broken")) {
                throw Problem.invalid("Bad checkpoint", "model.safetensors: 'classifier.weight' is missing");
            }
            String version = Files.readString(checkpoint.resolve("version.txt"));
            return new FakeBackend(labels, Float.parseFloat(version.substring(version.indexOf('@') + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public int maxLength() {
        return 64;
    }

    @Override
    public float[][] logits(List<String> texts) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (owner == null) {
            owner = Thread.currentThread();
        } else if (owner != Thread.currentThread()) {
            throw new IllegalStateException("two threads use one backend");
        }
        if (texts.stream().anyMatch(text -> text.contains("slow"))) {
            pause(50);
        }
        if (texts.contains("poison")) {
            throw new IllegalArgumentException("poisoned");
        }
        return texts.stream().map(this::row).toArray(float[][]::new);
    }

    private float[] row(String text) {
        float[] row = new float[labels.size()];
        row[0] = labels.contains("nan") ? Float.NaN : number;
        if (row.length > 1) {
            row[1] = text.length();
        }
        return row;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (closed) {
            throw new IllegalStateException("closed twice");
        }
        closed = true;
        OPEN.decrementAndGet();
    }
}
