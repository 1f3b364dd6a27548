package aprendiz.transformers.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Task;
import aprendiz.transformers.TinyNetwork;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.Head.Scope;
import aprendiz.transformers.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TasksTest {

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
        try (TextTask task = Tasks.open(Golden.checkpoint("tag"))) {
            task.close();
            assertThatThrownBy(() -> ((TokenClassification) task).classify("room"))
                    .isInstanceOf(IllegalStateException.class);
        }
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
    void closesAnEngineThatItCannotUse() {
        Constant engine = new Constant();
        assertThatThrownBy(() -> FillMask.load(Golden.checkpoint("tag"), engine))
                .hasMessageContaining("architectures");
        assertThat(engine.calls).containsExactly("closed");
    }
}
