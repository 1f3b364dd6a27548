package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.TinyBert;
import aprendiz.transformers.network.Computing;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.torch.MatrixProduct;
import aprendiz.transformers.torch.MatrixProduct.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {

    private static final TrainingSettings SETTINGS = new TrainingSettings(1, 4, 16, 1e-2, 1e-2, 0.01, 0, 1, -1, 1, 42);

    @TempDir
    Path folder;

    @Test
    void learnsItsOneBatchFromNewWeights() throws IOException {
        try (Rehearsal rehearsal =
                new Rehearsal(new Checkpoint(TinyBert.FOLDER).config(), SETTINGS, Computing.Precision.FP32)) {
            double first = rehearsal.step();
            double last = first;
            for (int step = 0; step < 30; step++) {
                last = rehearsal.step();
            }
            assertThat(first).isCloseTo(Math.log(2), within(0.1));
            assertThat(last).isLessThan(first / 2);
        }
    }

    @Test
    void newCheckpointIsLoadedAndIsTheSameEveryTime() throws IOException {
        ModelConfig config = new Checkpoint(TinyBert.FOLDER)
                .config()
                .withHead("BertForSequenceClassification", List.of("bad", "fair", "good"));
        NewCheckpoint.write(folder.resolve("one"), config, 7);
        NewCheckpoint.write(folder.resolve("two"), config, 7);
        assertThat(folder.resolve("one/model.safetensors"))
                .hasBinaryContent(Files.readAllBytes(folder.resolve("two/model.safetensors")));

        Family family = Family.of(config);
        try (StoredTensors tensors = StoredTensors.open(new Checkpoint(folder.resolve("one")), family);
                LiveNetwork network = new LiveNetwork(new Network(family, Head.of(config)), tensors::fill)) {
            assertThat(network.answers(List.of(Tokens.of(2, 5, 3)))[0]).hasSize(3);
        }
    }

    @Test
    void multipliesAtSomeSpeed() {
        try (MatrixProduct product = new MatrixProduct()) {
            assertThat(product.speed(Precision.FP32)).isBetween(1e8, 1e15);
        }
    }
}
