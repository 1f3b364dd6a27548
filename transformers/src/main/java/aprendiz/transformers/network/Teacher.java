package aprendiz.transformers.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.model.Digest;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.network.Head.Scope;
import aprendiz.transformers.text.Batch;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.text.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network that another learns from: its answers, with the vectors that they come from. Owns native memory until closed; for
 * one thread at a time. Its text is a digest of its weights.
 */
public final class Teacher implements AutoCloseable {

    private static final String PROGRAM = """
              # -> [texts, width], [texts, hidden] of the first token
              def told(self, ids: Tensor, types: Tensor, mask: Tensor, w: List[Tensor]) -> List[Tensor]:
                x = self.hidden(ids, types, mask, w, False)
                return [self.head(x, mask, w, False), torch.select(x, 1, 0)]

              # -> [places, width], [places, hidden]
              def told_at(self, ids: Tensor, types: Tensor, mask: Tensor, places: Tensor, w: List[Tensor]) -> List[Tensor]:
                x = torch.index_select(torch.flatten(self.hidden(ids, types, mask, w, False), 0, 1), 0, places)
                return [self.head(x, mask, w, False), x]

            """;

    private final LiveNetwork network;
    private final Tokenizer tokenizer;
    private final Digest digest;

    private Teacher(LiveNetwork network, Tokenizer tokenizer, Digest digest) {
        this.network = network;
        this.tokenizer = tokenizer;
        this.digest = digest;
    }

    /** Loads a checkpoint with the head that it has. */
    public static Teacher open(Path folder) {
        try {
            Checkpoint files = new Checkpoint(folder);
            Network network = new Network(Family.of(files.config()), Head.of(files.config()));
            StringBuilder weights = new StringBuilder();
            for (Path file : files.weightFiles()) {
                weights.append(Digest.of(file).hex());
            }
            Digest digest = Digest.of(weights.toString().getBytes(StandardCharsets.UTF_8));
            try (StoredTensors tensors = StoredTensors.open(files, network.family())) {
                tensors.require(network.parameters());
                Tokenizer tokenizer = Tokenizer.load(folder, network.family().positions());
                return new Teacher(new LiveNetwork(network, tensors::fill, PROGRAM), tokenizer, digest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many numbers an answer has. */
    public int width() {
        return network.network().width();
    }

    /** How many numbers a vector has. */
    public int hidden() {
        return network.network().family().hidden();
    }

    /** Texts as its own tokenizer cuts them, those cut off that are too long for it. */
    public List<Tokens> cut(List<String> texts) {
        return tokenizer.encode(texts);
    }

    /**
     * What it says of texts.
     *
     * @param places of each text, the tokens asked about, counted from 0; looked at only where the head answers for tokens
     * @param vectors whether the vectors are wanted too
     * @return for each text its answers one after the other, each with its vector behind it if that is wanted
     */
    public float[][] answers(List<Tokens> texts, List<List<Integer>> places, boolean vectors) {
        Batch batch = new Batch(texts, network.network().family().padding());
        boolean ofTokens = network.network().head().scope() == Scope.TOKEN;
        int[] counts = IntStream.range(0, texts.size())
                .map(row -> ofTokens ? places.get(row).size() : 1)
                .toArray();
        try (PtNDManager passing =
                network.memory().newSubManager(network.memory().getDevice())) {
            NDList told = ofTokens ? words(passing, batch, flat(places, batch.length())) : told(passing, batch);
            float[] logits = told.get(0).toFloatArray();
            float[] behind = vectors ? told.get(1).toFloatArray() : new float[0];
            return parted(counts, logits, network.network().width(), behind, vectors ? hidden() : 0);
        }
    }

    private NDList told(PtNDManager memory, Batch batch) {
        return network.program()
                .call(
                        "told",
                        LiveNetwork.inputs(memory, batch),
                        network.weights().list());
    }

    /**
     * What a head that answers for tokens says of some of them, {@code [places, width]}, and the vectors, {@code [places,
     * hidden]}, on the caller's memory.
     *
     * @param places {@code row * length + column}; at least one
     */
    public NDList words(PtNDManager memory, Batch batch, List<Long> places) {
        NDList arguments = LiveNetwork.inputs(memory, batch);
        NDArray wanted =
                memory.create(places.stream().mapToLong(Long::longValue).toArray());
        arguments.add(wanted);
        return network.program().call("told_at", arguments, network.weights().list());
    }

    private static List<Long> flat(List<List<Integer>> places, int length) {
        List<Long> flat = new ArrayList<>();
        for (int row = 0; row < places.size(); row++) {
            for (int place : places.get(row)) {
                flat.add((long) row * length + place);
            }
        }
        return flat;
    }

    private static float[][] parted(int[] counts, float[] logits, int width, float[] vectors, int hidden) {
        float[][] answers = new float[counts.length][];
        int at = 0;
        for (int text = 0; text < counts.length; text++) {
            answers[text] = new float[counts[text] * (width + hidden)];
            for (int i = 0; i < counts[text]; i++, at++) {
                System.arraycopy(logits, at * width, answers[text], i * (width + hidden), width);
                System.arraycopy(vectors, at * hidden, answers[text], i * (width + hidden) + width, hidden);
            }
        }
        return answers;
    }

    @Override
    public String toString() {
        return digest.toString();
    }

    @Override
    public void close() {
        tokenizer.close();
        network.close();
    }
}
