package aprendiz.inference.openinference;

import aprendiz.inference.protocol.Fields;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The protocol's classification extension: the best of each row as texts, {@code score:place:label}. */
final class Classes {

    private Classes() {}

    static Tensor of(Tensor tensor, List<String> labels, int most) {
        if (!(tensor.elements() instanceof Elements.Real(FloatBuffer values))
                || tensor.shape().sizes().size() != 2
                || tensor.shape().sizes().getLast() != labels.size()) {
            throw Fields.invalid("outputs", "classification: " + tensor.name() + " holds no scores of labels");
        }
        int kept = Math.min(most, labels.size());
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < tensor.shape().first(); row++) {
            int start = row * labels.size();
            IntStream.range(0, labels.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer at) -> values.get(start + at))
                            .reversed())
                    .limit(kept)
                    .forEach(at -> texts.add(values.get(start + at) + ":" + at + ":" + labels.get(at)));
        }
        return Tensor.of(tensor.name(), Shape.of(tensor.shape().first(), kept), texts);
    }
}
