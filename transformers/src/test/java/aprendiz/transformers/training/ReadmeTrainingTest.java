package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.TinyBert;
import aprendiz.transformers.TinyNetwork;
import aprendiz.transformers.network.Lora;
import aprendiz.transformers.tasks.FillMask;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.text.WordPieceTraining;
import aprendiz.transformers.training.objective.Example;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.Objective;
import aprendiz.transformers.training.objective.OneLabel;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of README.md that train, as they stand there. */
class ReadmeTrainingTest {

    @TempDir
    Path folder;

    private Path base;
    private Path state;
    private Path checkpoint;

    @BeforeEach
    void name() {
        base = TinyBert.FOLDER;
        state = folder.resolve("state");
        checkpoint = folder.resolve("checkpoint");
    }

    @Test
    void trains() {
        var settings = new TrainingSettings(3, 16, 128, 5e-5, 1e-3, 0.01, 0.1, 1, -1, 2, 42);
        var training = new Training<>(base, new OneLabel(List.of("bad", "good")), Start.PRETRAINED, settings);
        Examples examples = new Examples(training.tokenizer());
        List<Example.Labelled> train = List.of(
                examples.labelled(Text.of("The room was clean"), 1),
                examples.labelled(Text.of("The room was dirty"), 0));
        Outcome outcome = training.run(train, train, state, checkpoint, new TrainingListener() {});
        System.out.println(
                outcome.validationLoss() + ", new: " + outcome.tensors().made());
        try (TextClassification classifier = TextClassification.load(checkpoint)) {
            assertThat(classifier.labels()).containsExactly("bad", "good");
        }
    }

    @Test
    void trainsAdapters() {
        Objective<Example.Labelled> objective = new OneLabel(List.of("bad", "good"));
        var settings = new TrainingSettings(1, 16, 128, 5e-5, 1e-3, 0.01, 0.1, 1, -1, 2, 42);
        Examples examples = new Examples(Tokenizer.load(base, 128));
        List<Example.Labelled> train = List.of(examples.labelled(Text.of("The room was clean"), 1));
        Path adapters = folder.resolve("adapters");
        var lora = settings.with(Method.USUAL.with(new Lora(8, 16)));
        new Training<>(base, objective, Start.PRETRAINED, lora)
                .run(train, train, state, adapters, new TrainingListener() {});
        new Adapters(base, adapters).merge(objective.head(), checkpoint);
        assertThat(adapters.resolve("adapter_model.safetensors")).exists();
        try (TextClassification classifier = TextClassification.load(checkpoint)) {
            assertThat(classifier.labels()).containsExactly("bad", "good");
        }
    }

    @Test
    void trainsFromNothingButText() throws IOException {
        base = folder.resolve("base");
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/wordpiece/text.txt"));
        ObjectNode json = new TinyNetwork("distilbert-masked-lm").config().toJson();
        json.put("max_position_embeddings", 128);
        var settings = new TrainingSettings(1, 16, 128, 5e-5, 1e-3, 0.01, 0.1, 1, -1, 2, 42);
        WordPieceTraining.of(8000, true).write(lines.stream(), base);
        int tokens = Tokenizer.load(base, 128).vocabulary().size();
        NewCheckpoint.write(base, ModelConfig.of(json.put("vocab_size", tokens)), 42);
        Examples examples = new Examples(Tokenizer.load(base, 128));
        List<Example.Plain> blocks = examples.blocks(String.join("\n", lines));
        new Training<>(base, examples.hidden(0.15), Start.CONTINUED, settings)
                .run(blocks, blocks, state, checkpoint, new TrainingListener() {});
        assertThat(new Checkpoint(checkpoint).config().vocabSize()).isEqualTo(tokens);
        try (FillMask filler = FillMask.load(checkpoint)) {
            assertThat(filler.fill("la [MASK]", FillMask.Options.DEFAULT)).hasSize(1);
        }
    }
}
