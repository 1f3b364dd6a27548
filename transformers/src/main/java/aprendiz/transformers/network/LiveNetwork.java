package aprendiz.transformers.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.transformers.network.Head.Scope;
import aprendiz.transformers.text.Batch;
import aprendiz.transformers.text.Batches;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.torch.Program;
import aprendiz.transformers.torch.Torch;
import aprendiz.transformers.torch.Weights;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A network with its weights in native memory, which it owns until it is closed. For one thread at a time. */
public final class LiveNetwork implements AutoCloseable {

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

    /** What a head that answers for each text says of them, in evaluation mode: {@code [texts][width]}. */
    public float[][] answers(List<Tokens> texts) {
        require(Scope.TEXT);
        float[][] answers = new float[texts.size()][];
        Batches.byLength(texts, network.family().padding(), (together, batch) -> {
            float[] flat = answer("answer", batch, null);
            for (int row = 0; row < batch.rows(); row++) {
                answers[together.get(row)] = row(flat, row);
            }
        });
        return answers;
    }

    /**
     * What a head that answers for each token says of some tokens, in evaluation mode.
     *
     * @param places of each text, the tokens asked for, counted from 0
     * @return {@code [texts][places][width]}
     */
    public float[][][] answersAt(List<Tokens> texts, List<List<Integer>> places) {
        require(Scope.TOKEN);
        float[][][] answers = new float[texts.size()][][];
        Batches.byLength(texts, network.family().padding(), (together, batch) -> {
            List<Long> wanted = new ArrayList<>();
            for (int row = 0; row < batch.rows(); row++) {
                for (int place : places.get(together.get(row))) {
                    wanted.add((long) row * batch.length() + place);
                }
            }
            float[] flat = answer("answer_at", batch, wanted);
            int at = 0;
            for (int text : together) {
                answers[text] = new float[places.get(text).size()][];
                for (int i = 0; i < answers[text].length; i++) {
                    answers[text][i] = row(flat, at++);
                }
            }
        });
        return answers;
    }

    /** What a head that answers for each token says of all of them: {@code [texts][tokens of that text][width]}. */
    public float[][][] tokenAnswers(List<Tokens> texts) {
        return answersAt(
                texts,
                texts.stream()
                        .map(text -> IntStream.range(0, text.length()).boxed().toList())
                        .toList());
    }

    private void require(Scope scope) {
        if (network.head().scope() != scope) {
            throw new IllegalStateException(
                    network.className() + " answers once per " + network.head().scope());
        }
    }

    private float[] row(float[] flat, int row) {
        return Arrays.copyOfRange(flat, row * network.width(), (row + 1) * network.width());
    }

    private float[] answer(String method, Batch batch, List<Long> places) {
        try (PtNDManager step = memory.newSubManager(memory.getDevice())) {
            NDList arguments = inputs(step, batch);
            if (places != null) {
                if (places.isEmpty()) {
                    return new float[0];
                }
                arguments.add(
                        step.create(places.stream().mapToLong(Long::longValue).toArray()));
            }
            return program.call(method, arguments, weights.list()).head().toFloatArray();
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
