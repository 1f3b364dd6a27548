package aprendiz.local;

import aprendiz.local.PlatformState.Condition;
import aprendiz.local.PlatformState.PartState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Keeps one part up: starts it once those it needs have been up, and again whenever it ends, more slowly each time. */
final class Keeper {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A part that was up for so long is sound: the next pause is the first again. */
    private static final Duration SOUND = Duration.ofMinutes(1);

    private final Part part;
    private final List<Keeper> needs;
    private final Runnable changed;
    private final CountDownLatch firstUp = new CountDownLatch(1);
    private final Thread thread;
    private volatile PartState state;

    Keeper(Part part, List<Keeper> needs, Runnable changed) {
        this.part = part;
        this.needs = needs;
        this.changed = changed;
        state = new PartState(
                part.name(), Condition.WAITING, part.ports().getFirst().number(), 0, 0, Instant.now(), null);
        thread = Thread.ofPlatform().name("keeps " + part.name()).unstarted(this::keep);
    }

    PartState state() {
        return state;
    }

    void start() {
        thread.start();
    }

    /** Stops the part and returns when it is gone. */
    void stop() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        try {
            for (Keeper need : needs) {
                need.firstUp.await();
            }
            Duration pause = FIRST_PAUSE;
            while (true) {
                Instant begun = Instant.now();
                String why = run();
                if (Duration.between(begun, Instant.now()).compareTo(SOUND) > 0) {
                    pause = FIRST_PAUSE;
                }
                System.out.println(Instant.now() + " " + part.name() + ": " + why + "; starting again in "
                        + pause.toMillis() + " ms");
                turn(Condition.RESTARTING, 0, state.restarts() + 1, why);
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException stopped) {
            turn(Condition.STOPPED, 0, state.restarts(), null);
        }
    }

    /** Runs the part once; says how it ended. */
    private String run() throws InterruptedException {
        turn(Condition.STARTING, 0, state.restarts(), state.why());
        try (Child child = part.start()) {
            turn(Condition.UP, child.pid(), state.restarts(), state.why());
            firstUp.countDown();
            return "ended with exit code " + child.awaitEnd();
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private void turn(Condition condition, long pid, int restarts, String why) {
        state = new PartState(part.name(), condition, state.port(), pid, restarts, Instant.now(), why);
        changed.run();
    }
}
