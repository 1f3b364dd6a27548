package aprendiz.transformers.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.torch.Program;
import aprendiz.transformers.torch.Torch;
import aprendiz.transformers.training.objective.Example.Answered;
import aprendiz.transformers.training.objective.Example.Tagged;
import aprendiz.transformers.training.objective.Example.TaughtAnswered;
import aprendiz.transformers.training.objective.Example.TaughtTagged;
import aprendiz.transformers.training.objective.TaughtLoss.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two answers of a student and a teacher at T = 2; what torch computes of them. */
class TaughtLossTest {

    private static final float[] STUDENT = {1, 2, .5f, .2f, -1, 3};
    private static final float[] TEACHER = {1.5f, 1, 0, 0, .5f, 2.5f};
    private static final double SOFT = 0.248808;
    private static final double HARD = 0.270260;
    private static final double APART = 0.143085;
    private static final double ALL = 1.927647;

    private static final String ASKED = """
              def asked(self, y: Tensor, labels: Tensor, valid: Tensor, w: List[Tensor]) -> Tensor:
                return self.loss(y, labels, valid)

              def made(self, y: Tensor, x: Tensor, w: List[Tensor]) -> Tensor:
                return self.beside(y, x, w)

              def head(self, x: Tensor, mask: Tensor, w: List[Tensor], train: bool) -> Tensor:
                return x

              def forward(self, x: Tensor) -> Tensor:
                return x
            """;

    private static PtNDManager memory;

    @BeforeAll
    static void open() {
        memory = Torch.newMemory();
    }

    @AfterAll
    static void close() {
        memory.close();
    }

    /** T² · kl_div(batchmean), cross_entropy and their sums. */
    @Test
    void losesWhatTorchLoses() {
        assertThat(loss(TaughtLoss.of(2, 1), 1, 2)).isCloseTo(SOFT, within(1e-6));
        assertThat(loss(TaughtLoss.of(2, 0), 1, 2)).isCloseTo(HARD, within(1e-6));
        assertThat(loss(TaughtLoss.of(2, 0.5), 1, 2)).isCloseTo((SOFT + HARD) / 2, within(1e-6));
    }

    /** With the vectors' cosine_embedding_loss, weighed 5, 2 and 1 as DistilBERT was. */
    @Test
    void losesWhatDistilBertLoses() {
        TaughtLoss all = new TaughtLoss(2, 5, 2, Optional.of(new Match(1, 3, 3)));
        assertThat(loss(all, 1, 2)).isCloseTo(ALL, within(1e-6));
        assertThat(loss(TaughtLoss.of(2, 1).with(new Match(1, 3, 3)), 1, 2)).isCloseTo(SOFT + APART, within(1e-6));
    }

    @Test
    void learnsFromTheTeacherAloneWhereNobodyKnowsTheLabel() {
        assertThat(loss(TaughtLoss.of(2, 1), Example.IGNORED, Example.IGNORED)).isCloseTo(SOFT, within(1e-6));
        assertThat(loss(TaughtLoss.of(2, 0), Example.IGNORED, Example.IGNORED)).isZero();
    }

    /** The student's and the teacher's answers are their vectors too. */
    private static double loss(TaughtLoss taught, int one, int other) {
        int beside = taught.vector();
        float[] student = new float[2 * (3 + beside)];
        float[] wanted = new float[2 * (4 + beside)];
        for (int row = 0; row < 2; row++) {
            int ours = row * (3 + beside);
            int theirs = row * (4 + beside);
            wanted[theirs] = row == 0 ? one : other;
            System.arraycopy(STUDENT, 3 * row, student, ours, 3);
            System.arraycopy(TEACHER, 3 * row, wanted, theirs + 1, 3);
            System.arraycopy(STUDENT, 3 * row, student, ours + 3, beside);
            System.arraycopy(TEACHER, 3 * row, wanted, theirs + 4, beside);
        }
        double known = one == Example.IGNORED ? 0 : 2;
        Targets targets = new Targets(
                new Targets.Labels.Real(wanted, new Shape(2, 4 + beside)), List.of(), List.of(2.0, known), 0);
        return loss(taught.program(3), memory.create(student, new Shape(2, 3 + beside)), targets);
    }

    private static double loss(String program, NDArray answers, Targets targets) {
        float[] valid = new float[targets.valid().size()];
        for (int i = 0; i < valid.length; i++) {
            valid[i] = targets.valid().get(i).floatValue();
        }
        NDList arguments = new NDList(answers, targets.labels().on(memory), memory.create(valid));
        String beside = program.contains("def beside") ? ASKED : ASKED.replace("self.beside(y, x, w)", "y");
        return Program.compile(memory, program + beside)
                .call("asked", arguments, List.of(memory.create(new float[] {0})))
                .head()
                .getFloat();
    }

    /** Begins are the first answer, ends the second; what fills up the row changes nothing. */
    @Test
    void learnsSpansOverThePlacesOfTheText() {
        float[] told = {1.5f, 0, 1, .5f, 0, 2.5f};
        float[] student = {1, .2f, 2, -1, .5f, 3, 9, 9, -9, 7};
        TaughtSpan objective = new TaughtSpan(TaughtLoss.of(2, 0.5), example -> example == 0 ? told : new float[10]);
        Answered window = new Answered(Tokens.of(1, 2, 3), 1, 2);
        Answered longer = new Answered(Tokens.of(1, 2, 3, 4, 5), 5, 5);
        Prepared prepared = objective.prepare(
                List.of(new TaughtAnswered(window, 0), new TaughtAnswered(longer, 1)), 0, new Random(0));
        assertThat(prepared.targets().valid()).containsExactly(2.0, 1.0, 1.0);
        float[] both = new float[20];
        System.arraycopy(student, 0, both, 0, 10);
        double loss = loss(objective.program(), memory.create(both, new Shape(2, 5, 2)), prepared.targets());
        assertThat(loss).isCloseTo((SOFT / 2 + HARD) / 2, within(1e-6));
    }

    @Test
    void asksOnlyWhereAWordBegins() {
        Tagged sentence = new Tagged(Tokens.of(1, 7, 8, 9, 2), List.of(-100, 1, -100, 2, -100));
        Tagged unlabelled = new Tagged(Tokens.of(1, 7, 2), List.of(-100, -100, -100));
        TaughtTags objective = new TaughtTags(
                List.of("a", "b", "c"), TaughtLoss.of(2, 1), example -> example == 0 ? TEACHER : new float[] {4, 5, 6});
        Prepared prepared = objective.prepare(
                List.of(new TaughtTagged(sentence, List.of(1, 3), 0), new TaughtTagged(unlabelled, List.of(1), 1)),
                0,
                new Random(0));
        assertThat(prepared.targets().places()).containsExactly(1L, 3L, 6L);
        assertThat(prepared.targets().valid()).containsExactly(3.0, 2.0);
        assertThat(prepared.targets().labels().on(memory).toFloatArray())
                .containsExactly(1, 1.5f, 1, 0, 2, 0, .5f, 2.5f, -100, 4, 5, 6);
    }

    @Test
    void makesNarrowVectorsAsWideAsTheTeachers() {
        TaughtLoss taught = TaughtLoss.of(2, 1).with(new Match(1, 3, 2));
        assertThat(taught.scaffolding()).extracting(one -> one.dims()).containsExactly(List.of(3L, 2L));
        NDArray projection = memory.create(new float[] {1, 0, 0, 1, 1, 1}, new Shape(3, 2));
        NDList arguments = new NDList(memory.ones(new Shape(1, 1)), memory.create(new float[] {2, 5}, new Shape(1, 2)));
        assertThat(Program.compile(memory, taught.program(1) + ASKED)
                        .call("made", arguments, List.of(projection))
                        .head()
                        .toFloatArray())
                .containsExactly(1, 2, 5, 7);
    }

    @Test
    void hidesRareWordsRather() {
        Rarity rarity = new Rarity(0, 1, 0.1);
        assertThat(rarity.drawn(new long[] {0, 1, 0}, 3, new Random(1))).containsExactly(1);
        int rare = 0;
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            List<Integer> drawn = rarity.drawn(new long[] {2, 0, 1}, 1, random);
            assertThat(drawn).hasSize(1).doesNotContain(1);
            rare += drawn.getFirst() == 2 ? 1 : 0;
        }
        assertThat(rare).isBetween(870, 945);
    }

    @Test
    void weighsTokensByTheirSmoothedFrequency() {
        List<Example.Plain> texts = new ArrayList<>();
        texts.add(new Example.Plain(Tokens.of(1, 4, 4, 5)));
        Rarity rarity = Rarity.of(texts, new HiddenWords(0.15, 3, 7, List.of(0, 1, 2, 3)));
        assertThat(rarity.weight(1)).isZero();
        assertThat(rarity.weight(4)).isCloseTo(0.615572, within(1e-6));
        assertThat(rarity.weight(5)).isEqualTo(1);
        assertThat(rarity.weight(6)).isEqualTo(1);
    }

    @Test
    void refusesWeightsThatTeachNothing() {
        assertThatThrownBy(() -> TaughtLoss.of(0, 0.5)).hasMessageContaining("temperature");
        assertThatThrownBy(() -> TaughtLoss.of(2, 1.5)).hasMessageContaining("alpha");
        assertThatThrownBy(() -> new TaughtLoss(2, 0, 0, Optional.empty())).hasMessageContaining("not both 0");
    }
}
