package aprendiz.transformers.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.TinyBert;
import aprendiz.transformers.tasks.TextClassification;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A config of another model than the weights are of. */
class StoredTensorsTest {

    @TempDir
    Path folder;

    private ObjectNode config;

    @BeforeEach
    void copy() throws IOException {
        TinyBert.withDropout(folder);
        config = Json.read(folder.resolve("config.json"), ObjectNode.class);
    }

    @Test
    void namesEveryTensorOfAnotherSize() throws IOException {
        config.put("hidden_size", 16).put("vocab_size", 120);
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.complaints()).hasSize(5 + 2 * 15))
                .hasMessageContainingAll(
                        "model.safetensors",
                        "'bert.embeddings.word_embeddings.weight' is [101, 32], but config.json asks for [120, 16]",
                        "'bert.encoder.layer.1.output.dense.weight' is [32, 48]");
    }

    @Test
    void namesEveryTensorOfALayerThatIsNotThere() throws IOException {
        config.put("num_hidden_layers", 3);
        assertThatThrownBy(this::classify)
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.complaints()).hasSize(16))
                .hasMessageContaining("has no tensor 'bert.encoder.layer.2.attention.self.query.weight'");
    }

    @Test
    void namesAHeadForOtherLabels() throws IOException {
        config.putObject("id2label").put("0", "no").put("1", "yes");
        config.remove("label2id");
        assertThatThrownBy(this::classify)
                .isInstanceOf(Problem.class)
                .hasMessageContainingAll("'classifier.weight' is [3, 32]", "asks for [2, 32]", "'classifier.bias'");
    }

    @Test
    void readsWhatIsThereOfSafetensorsBeforeOtherFormats() throws IOException {
        Files.writeString(folder.resolve("pytorch_model.bin"), "not looked at");
        open();
        Files.delete(folder.resolve("model.safetensors"));
        assertThatThrownBy(this::open).isInstanceOf(Problem.class).hasMessageContaining("pytorch_model.bin");
        Files.delete(folder.resolve("pytorch_model.bin"));
        assertThatThrownBy(this::open)
                .isInstanceOf(Problem.class)
                .hasMessageContaining("none of [model.safetensors, model.safetensors.index.json, pytorch_model.bin");
    }

    private void open() throws IOException {
        Files.write(folder.resolve("config.json"), Json.pretty(config));
        Checkpoint checkpoint = new Checkpoint(folder);
        StoredTensors.open(checkpoint, Family.of(checkpoint.config())).close();
    }

    private void classify() throws IOException {
        Files.write(folder.resolve("config.json"), Json.pretty(config));
        TextClassification.load(folder).close();
    }
}
