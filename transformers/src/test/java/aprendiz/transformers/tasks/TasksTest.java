package aprendiz.transformers.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Task;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.TinyNetwork;
import aprendiz.transformers.export.Export;
import aprendiz.transformers.export.ExportedNetwork;
import aprendiz.transformers.export.OnnxSettings;
import aprendiz.transformers.export.Variant;
import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.Head.Scope;
import aprendiz.transformers.text.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TasksTest {

    @TempDir
    Path folder;

    private static final Map<String, Task> HEADS = Map.of(
            "base", Task.FEATURE_EXTRACTION,
            "sequence-classification", Task.TEXT_CLASSIFICATION,
            "token-classification", Task.TOKEN_CLASSIFICATION,
            "question-answering", Task.QUESTION_ANSWERING,
            "masked-lm", Task.FILL_MASK);

    @Test
    void opensEveryCheckpointForItsTask() {
        for (String name : TinyNetwork.NAMES) {
            try (TextTask task = Tasks.open(new TinyNetwork(name).folder())) {
                assertThat(task.task()).isEqualTo(HEADS.get(name.substring(name.indexOf('-') + 1)));
                assertThat(task.maxLength()).isEqualTo(40);
            }
        }
    }

    @Test
    void refusesToAnswerOnceItIsClosed() {
        TokenClassification tagger = TokenClassification.load(Golden.checkpoint("tag"));
        tagger.close();
        assertThatThrownBy(() -> tagger.classify("room")).isInstanceOf(IllegalStateException.class);
    }

    /** Stands in for an export: says of every token that it is the answer, and that it begins a place. */
    private static final class Constant implements Engine {

        private final List<String> calls = new ArrayList<>();

        @Override
        public Scope scope() {
            return Scope.TOKEN;
        }

        @Override
        public float[][] answers(List<Tokens> texts) {
            throw new IllegalStateException();
        }

        @Override
        public float[][][] tokenAnswers(List<Tokens> texts) {
            calls.add("computed");
            return texts.stream()
                    .map(text -> {
                        float[][] rows = new float[text.length()][144];
                        for (float[] row : rows) {
                            row[3] = 9;
                        }
                        return rows;
                    })
                    .toArray(float[][][]::new);
        }

        @Override
        public void close() {
            calls.add("closed");
        }
    }

    @Test
    void computesWithAnyEngineAndOwnsIt() {
        Constant engine = new Constant();
        try (TokenClassification tagger = TokenClassification.load(Golden.checkpoint("tag"), engine)) {
            assertThat(tagger.classify("Anna lives")).extracting(Entity::label).containsExactly("LOC", "LOC");
        }
        Constant other = new Constant();
        try (FillMask filler = FillMask.load(Golden.checkpoint("fill"), other)) {
            assertThat(filler.fill("[MASK]", FillMask.Options.DEFAULT)
                            .getFirst()
                            .fillings()
                            .getFirst()
                            .id())
                    .isEqualTo(3);
        }
        assertThat(engine.calls).containsExactly("computed", "closed");
        assertThat(other.calls).containsExactly("computed", "closed");
    }

    @Test
    void answersTheSameFromAnExport() throws IOException {
        Path folder = copy("tag");
        Head head = Head.of(new Checkpoint(folder).config());
        Export.write(folder, head, Variant.ONNX, List.of("Anna lives in Berlin"), Variant.ONNX.bound());
        ExportedNetwork exported = ExportedNetwork.open(folder, head, Variant.ONNX, OnnxSettings.SINGLE);
        try (TokenClassification ours = TokenClassification.load(folder);
                TokenClassification theirs = TokenClassification.load(folder, exported)) {
            assertThat(theirs.classify("Anna lives in Berlin").stream().map(Entity::span))
                    .isEqualTo(ours.classify("Anna lives in Berlin").stream()
                            .map(Entity::span)
                            .toList());
        }
        assertThatThrownBy(() -> exported.tokenAnswers(List.of(Tokens.of(2, 3))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void embedsTheSameFromAnExport() throws IOException {
        Path folder = copy("vectors");
        Head head = new Embedding(Embedding.Pooling.MEAN, false);
        List<String> texts = List.of("Anna lives in Berlin", "");
        Export.write(folder, head, Variant.ONNX, texts, Variant.ONNX.bound());
        try (FeatureExtraction ours = FeatureExtraction.load(folder);
                FeatureExtraction theirs = FeatureExtraction.load(
                        folder, ExportedNetwork.open(folder, head, Variant.ONNX, OnnxSettings.SINGLE))) {
            float[][] expected = ours.embed(texts);
            float[][] embedded = theirs.embed(texts);
            for (int i = 0; i < expected.length; i++) {
                assertThat(embedded[i]).containsExactly(expected[i], within(1e-5f));
            }
        }
    }

    private Path copy(String name) throws IOException {
        try (Stream<Path> files = Files.list(Golden.checkpoint(name))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return folder;
    }

    @Test
    void closesAnEngineThatItCannotUse() {
        Constant engine = new Constant();
        assertThatThrownBy(() -> FillMask.load(Golden.checkpoint("tag"), engine))
                .hasMessageContaining("architectures");
        assertThat(engine.calls).containsExactly("closed");
    }
}
