package aprendiz.inference.variants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aprendiz.inference.RandomBert;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.tasks.GoldenAnswers;
import aprendiz.transformers.tasks.LabelScore;
import aprendiz.transformers.tasks.TextClassification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real exports of a small network whose weights mean nothing. */
class PickerTest {

    private static final String MODEL = "acme/random";

    @TempDir
    Path folder;

    private Path checkpoint;

    @BeforeEach
    void write() throws IOException {
        checkpoint = folder.resolve("c0ffee");
        RandomBert.TINY.write(checkpoint, List.of("bad", "good"), 1);
    }

    private Picker picker(List<Form> forms, Map<String, Form> pinned) {
        return new Picker(folder.resolve("exports"), new Picker.Rules(forms, pinned, 0, -1));
    }

    private static double score(Loaded loaded) {
        LabelScore answer = ((TextClassification) loaded.task()).classify("a good room");
        assertThat(answer.label()).isEqualTo("bad");
        return answer.score();
    }

    @Test
    void answersAtOnceAndChoosesLater() throws IOException {
        SortedSet<String> files = new Checkpoint(checkpoint).files();
        Picker picker = picker(List.of(Form.PLAIN, Form.ONNX), Map.of());
        try (TextClassification first = answering(picker.load(MODEL, checkpoint, true))) {
            assertThat(Files.exists(folder.resolve("exports"))).isFalse();
            Loaded chosen = picker.load(MODEL, checkpoint, false);
            try (TextClassification second = answering(chosen)) {
                assertThat(chosen.provisional()).isFalse();
                assertThat(chosen.bytes()).isPositive();
                assertThat(chosen.choice().figures())
                        .extracting(Figures::refused)
                        .containsOnlyNulls();
                assertThat(chosen.choice().figures())
                        .extracting(one -> one.setup().form())
                        .contains(Form.PLAIN, Form.ONNX);
                assertThat(second.classify("good").score())
                        .isCloseTo(first.classify("good").score(), within(1e-5));
            }
        }
        assertThat(new Checkpoint(checkpoint).files())
                .as("the checkpoint stays as it is")
                .isEqualTo(files);
    }

    private static TextClassification answering(Loaded loaded) {
        assertThat(score(loaded)).isBetween(0.5, 1.0);
        return (TextClassification) loaded.task();
    }

    @Test
    void comparesOnTheTextsOfGoldenAnswersToo() {
        assertThat(Texts.FOR_PARITY)
                .as("so that no form is chosen that would be refused for them")
                .containsAll(GoldenAnswers.TEXTS);
    }

    @Test
    void remembersWhatItMeasured() {
        List<Form> forms = List.of(Form.PLAIN, Form.ONNX);
        Choice measured = choiceOf(picker(forms, Map.of()), false);
        assertThat(choiceOf(picker(forms, Map.of()), true))
                .as("even in a hurry")
                .isEqualTo(measured);
        picker(forms, Map.of()).tidy(Set.of());
        assertThat(folder.resolve("exports").resolve("c0ffee")).doesNotExist();
    }

    @Test
    void computesANetworkOfTheSameShapeAlike() throws IOException {
        List<Form> forms = List.of(Form.PLAIN, Form.ONNX);
        Choice measured = choiceOf(picker(forms, Map.of()), false);
        checkpoint = folder.resolve("decaf0");
        RandomBert.TINY.write(checkpoint, List.of("bad", "good"), 2);
        Choice same = choiceOf(picker(forms, Map.of()), false);
        assertThat(same.chosen()).isEqualTo(measured.chosen());
        assertThat(same.figures())
                .extracting(Figures::tokensPerSecond)
                .as("not measured again")
                .isEqualTo(measured.figures().stream()
                        .map(Figures::tokensPerSecond)
                        .toList());
    }

    private Choice choiceOf(Picker picker, boolean hurry) {
        Loaded loaded = picker.load(MODEL, checkpoint, hurry);
        loaded.task().close();
        return loaded.choice();
    }

    @Test
    void computesAModelAsItIsPinned() {
        Picker picker = picker(List.of(Form.PLAIN), Map.of(MODEL, Form.ONNX_INT8));
        assertThat(choiceOf(picker, false).chosen().form()).isEqualTo(Form.ONNX_INT8);
        Loaded other = picker.load("acme/other", checkpoint, false);
        other.task().close();
        assertThat(other.choice().chosen().form()).isEqualTo(Form.PLAIN);
        assertThat(other.provisional()).isFalse();
    }
}
