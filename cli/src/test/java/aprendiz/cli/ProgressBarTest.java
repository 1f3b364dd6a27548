package aprendiz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private static JsonNode job(String json) throws JsonProcessingException {
        return Json.MAPPER.readTree(json);
    }

    @Test
    void showsPhaseStepsLossAndTimeLeft() throws JsonProcessingException {
        String job = "{\"state\":\"running\",\"phase\":\"fine-tuning\",\"step\":14,\"steps\":28,\"loss\":1.25,"
                + "\"secondsLeft\":30.4}";
        assertThat(new ProgressBar().line(job(job)))
                .isEqualTo("fine-tuning  [##############..............]   14/28  loss 1.250  30 s left");
    }

    @Test
    void saysThatAJobWaits() throws JsonProcessingException {
        assertThat(new ProgressBar().line(job("{\"state\":\"queued\"}"))).isEqualTo("waiting for a worker");
    }

    @Test
    void neverRunsOverItsEnd() throws JsonProcessingException {
        String line = new ProgressBar().line(job("{\"state\":\"running\",\"phase\":\"x\",\"step\":9,\"steps\":3}"));
        assertThat(line).contains("############################]    3/3").doesNotContain(".]");
    }

    @Test
    void marksEachQuarter() throws JsonProcessingException {
        ProgressBar bar = new ProgressBar();
        String before = bar.mark(job("{\"state\":\"running\",\"step\":1,\"steps\":100}"));
        assertThat(bar.mark(job("{\"state\":\"running\",\"step\":24,\"steps\":100}")))
                .isEqualTo(before);
        assertThat(bar.mark(job("{\"state\":\"running\",\"step\":25,\"steps\":100}")))
                .isNotEqualTo(before);
    }
}
