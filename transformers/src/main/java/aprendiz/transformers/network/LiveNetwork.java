package aprendiz.transformers.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.transformers.text.Batch;
import aprendiz.transformers.torch.Program;
import aprendiz.transformers.torch.Torch;
import aprendiz.transformers.torch.Weights;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A network with its weights in native memory, which it owns until it is closed. For one thread at a time. */
public final class LiveNetwork implements AutoCloseable {

    /** A batch has at most so many rows, and so many tokens with the filling. */
    private static final int MOST_ROWS = 32;

    private static final int MOST_TOKENS = 4096;

    private final Network network;
    private final PtNDManager memory;
    private final Weights weights;
    private final Program program;

    /** Where the weights come from. */
    @FunctionalInterface
    public interface Source {
        /** Puts the elements of a parameter, in row-major order, into a buffer that just holds them. */
        void fill(Parameter parameter, FloatBuffer values);
    }

    /** A network that answers. */
    public LiveNetwork(Network network, Source source) {
        this(network, source, "");
    }

    /** A network whose program has more methods, which may call its own. */
    public LiveNetwork(Network network, Source source, String moreMethods) {
        this.network = network;
        memory = Torch.newMemory();
        try {
            weights = new Weights(memory);
            for (Parameter parameter : network.parameters()) {
                weights.add(parameter.name(), parameter.shape(), values -> source.fill(parameter, values));
            }
            program = Program.compile(memory, network.program() + moreMethods);
        } catch (RuntimeException | Error e) {
            memory.close();
            throw e;
        }
    }

    public Network network() {
        return network;
    }

    /** Where the weights lie. */
    public PtNDManager memory() {
        return memory;
    }

    public Program program() {
        return program;
    }

    public Weights weights() {
        return weights;
    }

    /** What the network says of each text, in evaluation mode: {@code [texts][width]}. Texts of like length go together. */
    public float[][] answers(List<long[]> texts) {
        float[][] answers = new float[texts.size()][];
        List<Integer> byLength = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> texts.get(i).length))
                .toList();
        for (List<Integer> together : batches(byLength, texts)) {
            float[] flat = answer(new Batch(
                    together.stream().map(texts::get).toList(), network.family().padding()));
            int width = flat.length / together.size();
            for (int row = 0; row < together.size(); row++) {
                answers[together.get(row)] = Arrays.copyOfRange(flat, row * width, (row + 1) * width);
            }
        }
        return answers;
    }

    private static List<List<Integer>> batches(List<Integer> byLength, List<long[]> texts) {
        List<List<Integer>> batches = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        for (int text : byLength) {
            int tokens = (open.size() + 1) * texts.get(text).length;
            if (!open.isEmpty() && (open.size() == MOST_ROWS || tokens > MOST_TOKENS)) {
                batches.add(open);
                open = new ArrayList<>();
            }
            open.add(text);
        }
        if (!open.isEmpty()) {
            batches.add(open);
        }
        return batches;
    }

    /** {@code [rows * width]} */
    private float[] answer(Batch batch) {
        try (PtNDManager step = memory.newSubManager(memory.getDevice())) {
            return program.call("answer", inputs(step, batch), weights.list())
                    .head()
                    .toFloatArray();
        }
    }

    /** Ids, types and mask of a batch as tensors. */
    public static NDList inputs(PtNDManager step, Batch batch) {
        Shape shape = new Shape(batch.rows(), batch.length());
        NDArray ids = step.create(batch.ids(), shape);
        return new NDList(ids, step.create(batch.types(), shape), step.create(batch.mask(), shape));
    }

    @Override
    public void close() {
        memory.close();
    }
}
