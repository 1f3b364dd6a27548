package aprendiz.transformers;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.network.TokenVectors;
import aprendiz.transformers.text.Tokens;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One of the random checkpoints that src/test/python/make_tiny_networks.py made, with what transformers computed from it.
 *
 * @param name of its folder
 */
public record TinyNetwork(String name) {

    /** Both families with every head. */
    public static final List<String> NAMES = List.of(
            "bert-base",
            "bert-sequence-classification",
            "bert-token-classification",
            "bert-question-answering",
            "bert-masked-lm",
            "distilbert-base",
            "distilbert-sequence-classification",
            "distilbert-token-classification",
            "distilbert-question-answering",
            "distilbert-masked-lm");

    public Path folder() {
        try {
            return Path.of(TinyNetwork.class.getResource("/tiny/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The network with the head that the checkpoint has. */
    public LiveNetwork load() {
        ModelConfig config = config();
        return load(config, Head.of(config));
    }

    /** The first layers of the trunk alone; at least one. */
    public LiveNetwork loadTrunk(int layers) {
        ObjectNode json = config().toJson();
        json.put(json.has("n_layers") ? "n_layers" : "num_hidden_layers", layers);
        return load(ModelConfig.of(json), new TokenVectors());
    }

    private LiveNetwork load(ModelConfig config, Head head) {
        Family family = Family.of(config);
        try (StoredTensors tensors = StoredTensors.open(new Checkpoint(folder()), family)) {
            return new LiveNetwork(new Network(family, head), tensors::fill);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ModelConfig config() {
        try {
            return new Checkpoint(folder()).config();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A config in which nothing is dropped, so that its training can be compared. */
    public ModelConfig configWithoutDropout() {
        ObjectNode json = config().toJson();
        for (String field : List.of(
                "hidden_dropout_prob",
                "attention_probs_dropout_prob",
                "dropout",
                "attention_dropout",
                "seq_classif_dropout",
                "qa_dropout")) {
            if (json.has(field)) {
                json.put(field, 0.0);
            }
        }
        return ModelConfig.of(json);
    }

    /** The texts as transformers cut them, without filling. */
    public List<Tokens> texts() {
        long[] ids = integers("ids");
        long[] types = integers("types");
        long[] mask = integers("mask");
        int rows = 4;
        int length = ids.length / rows;
        List<Tokens> texts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int from = row * length;
            int to = from;
            while (to < from + length && mask[to] == 1) {
                to++;
            }
            texts.add(new Tokens(Arrays.copyOfRange(ids, from, to), Arrays.copyOfRange(types, from, to)));
        }
        return texts;
    }

    public float[] golden(String tensor) {
        try (SafetensorsFile file = SafetensorsFile.open(folder().resolve("golden.safetensors"))) {
            return file.floats(tensor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long[] integers(String tensor) {
        try (SafetensorsFile file = SafetensorsFile.open(folder().resolve("golden.safetensors"))) {
            LongBuffer numbers = file.bytes(tensor).asLongBuffer();
            long[] copy = new long[numbers.remaining()];
            numbers.get(copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
