package aprendiz.inference.batching;

import aprendiz.transformers.network.Engine;
import aprendiz.transformers.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Asks an engine about a batch in the way that its parts want. */
final class Rows {

    private Rows() {}

    /** @return {@code [parts][answers][width]} */
    static float[][][] of(Engine engine, List<Part> batch) {
        List<Tokens> texts = batch.stream().map(Part::text).toList();
        return switch (engine.scope()) {
            case TEXT -> wrapped(engine.answers(texts));
            case TOKEN ->
                batch.stream().allMatch(part -> part.places() == null)
                        ? engine.tokenAnswers(texts)
                        : engine.answersAt(texts, places(batch));
        };
    }

    private static float[][][] wrapped(float[][] rows) {
        float[][][] wrapped = new float[rows.length][][];
        for (int i = 0; i < rows.length; i++) {
            wrapped[i] = new float[][] {rows[i]};
        }
        return wrapped;
    }

    private static List<List<Integer>> places(List<Part> batch) {
        List<List<Integer>> places = new ArrayList<>(batch.size());
        for (Part part : batch) {
            places.add(
                    part.places() != null
                            ? part.places()
                            : IntStream.range(0, part.length()).boxed().toList());
        }
        return places;
    }
}
