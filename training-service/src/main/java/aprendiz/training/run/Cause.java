package aprendiz.training.run;

import java.util.List;
import java.util.Locale;

/** Why a job's process could not go on, said so that the first words tell. */
final class Cause {

    /** What libtorch and ONNX Runtime say when there is no more. */
    private static final List<String> NO_MEMORY = List.of(
            "can't allocate memory", "cannot allocate memory", "bad_alloc", "out of memory", "failed to allocate");

    private Cause() {}

    static String of(Throwable thrown) {
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            String said = String.valueOf(one.getMessage()).toLowerCase(Locale.ROOT);
            if (one instanceof OutOfMemoryError || NO_MEMORY.stream().anyMatch(said::contains)) {
                return "out of memory: use a smaller batch_size or max_length, more pieces, or recomputed: true ("
                        + firstLine(one) + ")";
            }
        }
        return firstLine(thrown);
    }

    private static String firstLine(Throwable thrown) {
        return thrown.toString().lines().findFirst().orElse("");
    }
}
