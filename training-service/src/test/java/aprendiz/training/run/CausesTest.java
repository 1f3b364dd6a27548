package aprendiz.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.model.tensors.SafetensorsWriter;
import aprendiz.model.tensors.TensorData;
import aprendiz.training.subjects.TinyBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first line of a failure says what was the matter, by the real training. */
class CausesTest {

    @TempDir
    Path temp;

    private Path base;

    @BeforeEach
    void write() throws IOException {
        base = TinyBase.write(temp.resolve("base"), "BertModel", List.of(), 2);
    }

    @Test
    void namesTheStepAndTheExamplesWhenTheLossIsNoNumber() throws Exception {
        Path weights = base.resolve("model.safetensors");
        Map<String, TensorData> huge = new TreeMap<>();
        try (SafetensorsFile file = SafetensorsFile.open(weights)) {
            for (String name : file.tensors().keySet()) {
                long[] shape = file.info(name).dims().stream()
                        .mapToLong(Long::longValue)
                        .toArray();
                float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
                Arrays.fill(values, 3e38f);
                huge.put(name, TensorData.floats(values, shape));
            }
        }
        SafetensorsWriter.write(weights, Map.of(), huge);
        Progress.Failed failed = failed(TinyJob.rows());
        assertThat(failed.reason())
                .startsWith("the loss became NaN at step 1, ")
                .containsPattern("learning from the examples \\[[0-9, ]+] of the training part");
        assertThat(failed.again()).isFalse();
    }

    @Test
    void namesTheLineOfBrokenData() throws Exception {
        Progress.Failed failed = failed(TinyJob.rows() + ",clean\n");
        assertThat(failed.reason()).startsWith("data: rooms.csv:50: examples with an empty text");
        assertThat(failed.again()).isFalse();
    }

    private Progress.Failed failed(String rows) throws IOException, InterruptedException {
        try (TinyJob job = new TinyJob(temp, base, rows)) {
            JobFolder folder = job.folder("work", 2);
            assertThat(TinyJob.start(folder).waitFor()).as(TinyJob.log(folder)).isZero();
            Progress last = ProgressLog.read(folder.progress(), 0).lines().getLast();
            assertThat(last).as(TinyJob.log(folder)).isInstanceOf(Progress.Failed.class);
            return (Progress.Failed) last;
        }
    }
}
