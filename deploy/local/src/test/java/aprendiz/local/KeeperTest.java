package aprendiz.local;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.local.PlatformState.Condition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperTest {

    @TempDir
    Path folder;

    /** A part that is nothing but a sleeping shell; its first starts fail as often as asked. */
    private Part sleeper(String name, int failures) {
        AtomicInteger starts = new AtomicInteger();
        return new Part() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Port> ports() {
                return List.of(new Port(1, "TEST_PORT"));
            }

            @Override
            public Child start() throws IOException {
                if (starts.incrementAndGet() <= failures) {
                    throw new IOException("not this time");
                }
                return Child.start(
                        Leash.PLAIN,
                        Child.Signal.TERM,
                        List.of("sleep", "600"),
                        Map.of(),
                        folder.resolve(name + ".log"),
                        folder.resolve(name + ".pid"));
            }
        };
    }

    @Test
    void startsAgainWhatIsKilledAndStopsWithIt() throws Exception {
        Keeper keeper = new Keeper(sleeper("one", 0), List.of(), () -> {});
        keeper.start();
        await(() -> keeper.state().condition() == Condition.UP);
        long first = keeper.state().pid();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        await(() -> keeper.state().condition() == Condition.UP && keeper.state().pid() != first);
        assertThat(keeper.state().restarts()).isEqualTo(1);
        assertThat(keeper.state().why()).contains("exit code 137");
        long second = keeper.state().pid();
        keeper.stop();
        assertThat(ProcessHandle.of(second)).isEmpty();
        assertThat(keeper.state().condition()).isEqualTo(Condition.STOPPED);
    }

    @Test
    void waitsForWhatItNeedsAndTriesAgainWhatFails() throws Exception {
        Keeper need = new Keeper(sleeper("need", 1), List.of(), () -> {});
        Keeper keeper = new Keeper(sleeper("other", 0), List.of(need), () -> {});
        keeper.start();
        assertThat(keeper.state().condition()).isEqualTo(Condition.WAITING);
        need.start();
        await(() -> keeper.state().condition() == Condition.UP);
        assertThat(need.state().restarts()).isEqualTo(1);
        assertThat(need.state().why()).isEqualTo("not this time");
        keeper.stop();
        need.stop();
    }

    @Test
    void stopsWhatNeverCameUp() throws Exception {
        Keeper never = new Keeper(sleeper("never", Integer.MAX_VALUE), List.of(), () -> {});
        Keeper waiting = new Keeper(sleeper("waiting", 0), List.of(never), () -> {});
        never.start();
        waiting.start();
        await(() -> never.state().restarts() > 0);
        waiting.stop();
        never.stop();
        assertThat(waiting.state().condition()).isEqualTo(Condition.STOPPED);
        assertThat(never.state().condition()).isEqualTo(Condition.STOPPED);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
