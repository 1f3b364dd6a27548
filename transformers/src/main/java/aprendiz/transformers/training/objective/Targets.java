package aprendiz.transformers.training.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;
import java.util.function.Function;

/**
 * The answers that are wanted of a batch, as a loss takes them.
 *
 * @param labels what to learn
 * @param places of some tokens, {@code row * length + column}, for losses that look at these only
 * @param valid how many items a sum of losses is divided by; a number for each part of a loss that has parts
 * @param items how many answers can be right or wrong
 */
public record Targets(Labels labels, List<Long> places, List<Double> valid, long items) {

    /** Numbers of a shape, row after row. */
    public sealed interface Labels {

        /** As a tensor. */
        NDArray on(PtNDManager memory);

        /** Indices: int64. */
        final class Whole implements Labels {

            private final long[] values;
            private final Shape shape;

            /** Takes a copy. */
            public Whole(long[] values, Shape shape) {
                this.values = values.clone();
                this.shape = shape;
            }

            @Override
            public NDArray on(PtNDManager memory) {
                return memory.create(values, shape);
            }
        }

        /** Numbers: fp32. */
        final class Real implements Labels {

            private final float[] values;
            private final Shape shape;

            /** Takes a copy. */
            public Real(float[] values, Shape shape) {
                this.values = values.clone();
                this.shape = shape;
            }

            @Override
            public NDArray on(PtNDManager memory) {
                return memory.create(values, shape);
            }
        }

        /** What is only found out when it is needed, and takes no memory before. */
        final class Late implements Labels {

            private final Function<PtNDManager, NDArray> finding;

            public Late(Function<PtNDManager, NDArray> finding) {
                this.finding = finding;
            }

            @Override
            public NDArray on(PtNDManager memory) {
                return finding.apply(memory);
            }
        }
    }

    public Targets {
        places = List.copyOf(places);
        valid = List.copyOf(valid);
    }

    /** For losses that look at the whole batch, with one item for each label. */
    static Targets of(Labels labels, double valid, long items) {
        return new Targets(labels, List.of(), List.of(valid), items);
    }
}
