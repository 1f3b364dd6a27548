package aprendiz.registry.retention;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void noFasterThanItIsAllowed() throws InterruptedException {
        long begun = System.nanoTime();
        Pace pace = new Pace(1_000_000);
        for (int i = 0; i < 10; i++) {
            pace.after(30_000);
        }
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(290_000_000L);
    }

    @Test
    void theFastestDoesNotWait() throws InterruptedException {
        for (int i = 0; i < 1_000_000; i++) {
            Pace.FASTEST.after(1 << 30);
        }
        assertThat(Pace.FASTEST).isNotNull();
    }
}
