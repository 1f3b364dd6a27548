package aprendiz.transformers.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.TinyBert;
import aprendiz.transformers.text.Batch;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.text.Tokens;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveNetworkTest {

    private static final String HIDDEN = """
              def vectors(self, ids: Tensor, types: Tensor, mask: Tensor, w: List[Tensor]) -> Tensor:
                return self.hidden(ids, types, mask, w, False)
            """;

    @Test
    void hasTheLastHiddenStatesOfTransformers() throws IOException {
        Batch batch;
        try (Tokenizer tokenizer = Tokenizer.load(TinyBert.FOLDER, 32)) {
            batch = new Batch(tokenizer.encode(TinyBert.texts()), 0);
        }
        float[] golden = TinyBert.golden("hidden");
        try (LiveNetwork network = network(HIDDEN)) {
            PtNDManager memory = network.memory();
            NDList arguments = LiveNetwork.inputs(memory, batch);
            float[] hidden = network.program()
                    .call("vectors", arguments, network.weights().list())
                    .head()
                    .toFloatArray();
            long[] mask = batch.mask();
            int width = golden.length / mask.length;
            for (int i = 0; i < golden.length; i++) {
                if (mask[i / width] == 1) { // what stands where there is no text, nobody reads
                    assertThat(hidden[i]).isCloseTo(golden[i], within(1e-4f));
                }
            }
        }
    }

    @Test
    void keepsNoMemoryFromAnswerToAnswer() throws IOException {
        try (LiveNetwork network = network("")) {
            List<Tokens> texts = List.of(Tokens.of(2, 7, 3));
            network.answers(texts);
            int before = network.memory().getManagedArrays().size();
            for (int i = 0; i < 200; i++) {
                network.answers(texts);
            }
            assertThat(network.memory().getManagedArrays()).hasSize(before);
        }
    }

    private static LiveNetwork network(String moreMethods) throws IOException {
        Checkpoint files = new Checkpoint(TinyBert.FOLDER);
        Family family = Family.of(files.config());
        try (StoredTensors tensors = StoredTensors.open(files, family)) {
            Network network = new Network(family, new Embedding(Embedding.Pooling.MEAN, true));
            return new LiveNetwork(network, tensors::fill, moreMethods);
        }
    }
}
