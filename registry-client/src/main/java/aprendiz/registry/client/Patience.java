package aprendiz.registry.client;

import java.time.Duration;

/**
 * How long to put up with a registry that is away.
 *
 * @param attempts how often to try in all
 * @param pause before the second attempt; doubled before each further one
 * @param silence how long an answer may stand still before the attempt counts as failed
 */
record Patience(int attempts, Duration pause, Duration silence) {

    /** Five attempts within some four seconds where connections are refused. */
    static final Patience USUAL = new Patience(5, Duration.ofMillis(250), Duration.ofSeconds(30));

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Waits before attempt {@code attempt + 1}, as long as the registry asked for if it did. */
    void wait(int attempt, Duration asked) throws InterruptedException {
        Duration pause = this.pause.multipliedBy(1L << Math.min(attempt - 1, 10));
        Duration longer = asked.compareTo(pause) > 0 ? asked : pause;
        Thread.sleep(longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE);
    }
}
