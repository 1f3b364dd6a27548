package aprendiz.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.Digest;
import aprendiz.training.recipe.Technique;
import aprendiz.training.subjects.TinyBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job by the real training, whose process is killed again and again; every file of its version is what it would have been. */
class KilledJobTest {

    private static final int KILLS = 20;
    private static final int EPOCHS = 12;

    @TempDir
    Path temp;

    private TinyJob job;

    @BeforeEach
    void publish() throws IOException {
        Path base = TinyBase.write(temp.resolve("base"), "BertModel", List.of(), 2);
        job = new TinyJob(temp, base, TinyJob.rows());
    }

    @AfterEach
    void close() {
        job.close();
    }

    @Test
    void killedAtTwentyRandomMomentsItEndsWithTheSameBytes() throws Exception {
        long began = System.nanoTime();
        JobFolder undisturbed = job.folder("undisturbed", EPOCHS);
        Process whole = TinyJob.start(undisturbed);
        assertThat(whole.waitFor()).as(TinyJob.log(undisturbed)).isZero();
        long length = (System.nanoTime() - began) / 1_000_000;
        SortedMap<String, String> expected = result(undisturbed);
        assertThat(expected).containsKeys("fine-tuning/model.safetensors", "from-scratch/model.safetensors");

        long seed = System.nanoTime();
        System.out.printf("a job of %d ms; the moments of its kills come from the seed %d%n", length, seed);
        Random random = new Random(seed);
        int ended = 0;
        int kills = 0;
        JobFolder folder = job.folder("killed-0", EPOCHS);
        while (kills < KILLS) {
            Process process = TinyJob.start(folder);
            if (process.waitFor(random.nextLong(length), TimeUnit.MILLISECONDS)) {
                assertThat(result(folder)).as(TinyJob.log(folder)).isEqualTo(expected);
                ended++;
                folder = job.folder("killed-" + ended, EPOCHS);
            } else {
                process.destroyForcibly().waitFor();
                kills++;
            }
        }
        assertThat(TinyJob.start(folder).waitFor()).as(TinyJob.log(folder)).isZero();
        assertThat(result(folder)).as(TinyJob.log(folder)).isEqualTo(expected);
        System.out.printf("%d kills in %d jobs%n", kills, ended + 1);
    }

    /** Every file of what is to be published, and the weights of the baseline, by their digests. */
    private static SortedMap<String, String> result(JobFolder folder) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        for (Path checkpoint : List.of(folder.version(Technique.TRANSFER), folder.checkpoint(Phase.FROM_SCRATCH))) {
            try (Stream<Path> files = Files.walk(checkpoint)) {
                for (Path file :
                        new TreeSet<>(files.filter(Files::isRegularFile).toList())) {
                    String name = checkpoint.getParent().relativize(file).toString();
                    digests.put(name, Digest.of(file).hex());
                }
            }
        }
        return digests;
    }
}
