package aprendiz.inference.serving;

import aprendiz.inference.variants.Loaded;
import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.Head.Scope;
import aprendiz.transformers.tasks.Tasks;
import aprendiz.transformers.text.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Computes without arithmetic worth the name: the first number is that of the version, the second the tokens of the text,
 * special ones left out, further ones zero. A head that answers for each token says their place instead. Speaks up when two
 * threads use it at once or after it was closed.
 */
public final class FakeEngine implements Engine {

    /** Loaded and not closed yet, of all. */
    public static final AtomicInteger OPEN = new AtomicInteger();

    private final Scope scope;
    private final float[] first;
    private final boolean failing;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean closed;

    private FakeEngine(Scope scope, int width, float number, boolean failing) {
        this.scope = scope;
        this.first = new float[width];
        this.first[0] = number;
        this.failing = failing;
        OPEN.incrementAndGet();
    }

    /**
     * Reads what {@link FakeCheckpoint} wrote; the label {@code broken} makes a checkpoint that cannot be loaded, {@code
     * nan} one that answers with what is no number, {@code failing} one that fails on every text with a q.
     */
    public static Loaded load(String model, Path folder, boolean hurry) {
        try {
            ModelConfig config = new Checkpoint(folder).config();
            if (config.labels().contains("broken")) {
                throw Problem.invalid("Bad checkpoint", "model.safetensors: 'classifier.weight' is missing");
            }
            String version = Files.readString(folder.resolve("version.txt"));
            float number = config.labels().contains("nan")
                    ? Float.NaN
                    : Float.parseFloat(version.substring(version.indexOf('@') + 1));
            Head head = Head.of(config);
            Engine engine = new FakeEngine(
                    head.scope(),
                    head.width(Family.of(config)),
                    number,
                    config.labels().contains("failing"));
            return Loaded.plain(Tasks.open(folder, engine));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public float[][] answers(List<Tokens> texts) {
        work(texts);
        return texts.stream().map(text -> row(text.length() - 2)).toArray(float[][]::new);
    }

    @Override
    public float[][][] tokenAnswers(List<Tokens> texts) {
        work(texts);
        float[][][] answers = new float[texts.size()][][];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = new float[texts.get(i).length()][];
            Arrays.setAll(answers[i], this::row);
        }
        return answers;
    }

    private void work(List<Tokens> texts) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("two threads use one engine at once");
        }
        try {
            if (has(texts, FakeCheckpoint.SLOW)) {
                pause(50);
            }
            if (has(texts, FakeCheckpoint.POISON) || (failing && has(texts, "q"))) {
                throw new IllegalArgumentException("poisoned");
            }
        } finally {
            busy.set(false);
        }
    }

    private static boolean has(List<Tokens> texts, String word) {
        long id = FakeCheckpoint.VOCABULARY.indexOf(word);
        return texts.stream().anyMatch(text -> Arrays.stream(text.ids()).anyMatch(one -> one == id));
    }

    private float[] row(int second) {
        float[] row = first.clone();
        if (row.length > 1) {
            row[1] = second;
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
