package aprendiz.registry.retention;

/** How fast bytes are read: waits after some so that no second sees more than so many. */
final class Pace {

    /** Never waits. */
    static final Pace FASTEST = new Pace(0);

    private final long bytesPerSecond;
    private long begun = System.nanoTime();
    private long read;

    /** @param bytesPerSecond 0 for as fast as it goes */
    Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    void after(int bytes) throws InterruptedException {
        if (bytesPerSecond == 0) {
            return;
        }
        read += bytes;
        long ahead = read * 1_000_000_000L / bytesPerSecond - (System.nanoTime() - begun);
        if (ahead > 0) {
            Thread.sleep(ahead / 1_000_000, (int) (ahead % 1_000_000));
        }
        if (read >= bytesPerSecond) {
            begun = System.nanoTime();
            read = 0;
        }
    }
}
