package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.model.Digest;
import aprendiz.transformers.torch.Torch;
import aprendiz.transformers.torch.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedStateTest {

    private static final List<String> NAMES = List.of("w");
    private static final Digest TRAINING = Digest.of(new byte[] {7});

    @TempDir
    Path folder;

    private final PtNDManager memory = Torch.newMemory();
    private final Weights weights = new Weights(memory);

    @BeforeEach
    void saveTwice() throws IOException {
        weights.add("w", new long[] {2}, values -> values.put(0).put(0));
        SavedState saved = new SavedState(folder, TRAINING);
        set(1);
        saved.keepBest(10, 0.5, weights, NAMES);
        saved.save(10, List.of(weights), NAMES);
        set(2);
        saved.save(20, List.of(weights), NAMES);
        set(0);
    }

    @AfterEach
    void free() {
        memory.close();
    }

    @Test
    void resumesAtTheNewest() throws IOException {
        assertThat(resume()).isEqualTo(20);
        assertThat(weights.values("w")).containsExactly(2, 2);
    }

    @Test
    void bringsTheBestBack() throws IOException {
        SavedState saved = new SavedState(folder, TRAINING);
        saved.resume(List.of(weights), NAMES);
        assertThat(saved.best().orElseThrow().step()).isEqualTo(10);
        saved.loadBest(weights, NAMES);
        assertThat(weights.values("w")).containsExactly(1, 1);
    }

    @Test
    void fallsBackToTheOlderWhereTheNewestIsDamaged() throws IOException {
        Files.write(folder.resolve("state-1.bin"), new byte[8]);
        assertThat(resume()).isEqualTo(10);
        assertThat(weights.values("w")).containsExactly(1, 1);
    }

    @Test
    void fallsBackToTheOlderWhereTheNewestWasNotFinished() throws IOException {
        Files.delete(folder.resolve("state-1.json"));
        assertThat(resume()).isEqualTo(10);
    }

    @Test
    void beginsAnewWhereTheBestIsDamaged() throws IOException {
        Files.write(folder.resolve("best-0.bin"), new byte[3]);
        assertThat(resume()).isZero();
        assertThat(weights.values("w")).containsExactly(0, 0);
    }

    @Test
    void neverOverwritesTheBestThatTheLastSaveCountsOn() throws IOException {
        SavedState saved = new SavedState(folder, TRAINING);
        saved.resume(List.of(weights), NAMES);
        for (int step = 21; step < 24; step++) {
            set(step);
            saved.keepBest(step, 0.1, weights, NAMES);
        }
        assertThat(resume()).isEqualTo(20);
    }

    private int resume() throws IOException {
        return new SavedState(folder, TRAINING).resume(List.of(weights), NAMES);
    }

    private void set(float value) {
        weights.change("w", bytes -> bytes.putFloat(value).putFloat(value));
    }
}
