package aprendiz.inference.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.inference.asking.Classify;
import aprendiz.inference.asking.Find;
import aprendiz.messages.CloudEvent;
import aprendiz.messages.Event;
import aprendiz.transformers.tasks.Answer;
import aprendiz.transformers.tasks.LabelScore;
import aprendiz.transformers.tasks.QuestionAnswering;
import aprendiz.transformers.tasks.QuestionAnswering.Question;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.text.Span;
import aprendiz.transformers.text.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToldTest {

    private static Event.PredictionMade parsed(Told told) {
        Event.PredictionMade made =
                new Event.PredictionMade("id", 0, "acme/rooms", 1, "champion", told.asked(), told.answer());
        return (Event.PredictionMade)
                CloudEvent.parse(CloudEvent.of("/aprendiz/inference", made).toJson())
                        .data();
    }

    @Test
    void leavesTheTextsOutOfClassifications() {
        Classify query = new Classify(
                List.of(Text.of("my secret")), new TextClassification.Options(1, TextClassification.Function.NONE));
        Told told = Told.of(query, 0, List.of(new LabelScore("good", 0.5))).orElseThrow();
        assertThat(parsed(told).asked().asText()).isEqualTo("my secret");
        Event.PredictionMade silent = parsed(told.withoutTexts());
        assertThat(silent.asked()).isNull();
        assertThat(silent.answer()).hasToString("[{\"label\":\"good\",\"score\":0.5}]");
    }

    @Test
    void leavesWhatAnAnswerRepeatsOfTheContextOutToo() {
        Find query = new Find(List.of(new Question("Who?", "Ana did, in secret.")), QuestionAnswering.Options.DEFAULT);
        Answer answer = new Answer("Ana", 0.5, new Span(0, 3), new Span(0, 3));
        Told told = Told.of(query, 0, List.of(answer)).orElseThrow();
        assertThat(parsed(told).answer().path(0).path("answer").asText()).isEqualTo("Ana");
        assertThat(parsed(told.withoutTexts()).toString()).doesNotContain("Ana", "secret", "Who");
    }
}
