package aprendiz.inference.openinference;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;

/** The elements of a tensor in row-major order. */
sealed interface Elements {

    /** Whole numbers; truths are 0 and 1. */
    record Whole(LongBuffer values) implements Elements {
        static Whole of(long... values) {
            return new Whole(LongBuffer.wrap(values));
        }

        @Override
        public int count() {
            return values.limit();
        }
    }

    /** Real numbers. */
    record Real(FloatBuffer values) implements Elements {
        static Real of(float... values) {
            return new Real(FloatBuffer.wrap(values));
        }

        @Override
        public int count() {
            return values.limit();
        }
    }

    /** Texts. */
    record Texts(List<String> values) implements Elements {
        public Texts {
            values = List.copyOf(values);
        }

        @Override
        public int count() {
            return values.size();
        }
    }

    int count();
}
