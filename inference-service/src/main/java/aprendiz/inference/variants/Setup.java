package aprendiz.inference.variants;

import java.util.ArrayList;
import java.util.List;

/**
 * A form and how it uses the processor.
 *
 * @param threads that compute one batch
 * @param runners batches computed side by side
 */
public record Setup(Form form, int threads, int runners) {

    static final int ALL = Runtime.getRuntime().availableProcessors();

    /** The ways to use so many processors: one thread for each batch, or all for one. */
    static List<Setup> of(Form form, int processors) {
        List<Setup> setups = new ArrayList<>();
        setups.add(new Setup(form, processors, 1));
        switch (form) {
            case ONNX, ONNX_INT8 -> {
                if (processors > 1) {
                    setups.add(new Setup(form, 1, processors));
                }
            }
            // libtorch's threads are set once for the whole process
            case PLAIN, TORCHSCRIPT_BF16 -> {}
        }
        return setups;
    }

    @Override
    public String toString() {
        return form + ", " + runners + " x " + threads;
    }
}
