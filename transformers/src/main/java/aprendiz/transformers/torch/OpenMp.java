package aprendiz.transformers.torch;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/** The runtime that shares libtorch's work among threads. It reads its settings once, when it is loaded. */
final class OpenMp {

    /**
     * Makes threads that wait for each other sleep rather than spin; where {@code OMP_WAIT_POLICY} is set, it stays.
     *
     * <p>A spinning thread takes the core from the one that it waits for: on a busy machine of two cores a step was seen
     * to take thirty times as long.
     */
    static void waitQuietly() {
        if (!Platform.isWindows()) {
            int overwrite = 0;
            Function.getFunction(Platform.C_LIBRARY_NAME, "setenv")
                    .invokeInt(new Object[] {"OMP_WAIT_POLICY", "PASSIVE", overwrite});
        }
    }

    private OpenMp() {}
}
