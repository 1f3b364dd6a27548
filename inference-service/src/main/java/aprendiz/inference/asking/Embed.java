package aprendiz.inference.asking;

import aprendiz.model.Problem;
import aprendiz.model.Task;
import aprendiz.transformers.tasks.FeatureExtraction;
import aprendiz.transformers.tasks.FeatureExtraction.TooLong;
import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.text.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** One vector for each text. */
public record Embed(List<Passage> texts, Options options) implements Query<float[]> {

    /**
     * How.
     *
     * @param prompt the name of what is put before each text; the model's usual one if missing
     * @param tooLong what is done with texts that the model cannot take whole
     * @param normalized whether vectors have the length 1; as the model makes them if missing or false
     * @param dimensions only so many of the first numbers; all if missing
     */
    public record Options(
            Optional<String> prompt, TooLong tooLong, Optional<Boolean> normalized, OptionalInt dimensions) {

        public Options {
            Objects.requireNonNull(tooLong, "tooLong");
        }
    }

    public Embed {
        texts = List.copyOf(texts);
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public Embed only(int input) {
        return new Embed(List.of(texts.get(input)), options);
    }

    @Override
    public List<float[]> ask(TextTask model) {
        FeatureExtraction extraction = Wanted.of(FeatureExtraction.class, Task.FEATURE_EXTRACTION, model);
        List<Tokens> tokens =
                texts.stream().map(text -> text.tokens(extraction, options)).toList();
        boolean normal = options.normalized().orElse(false) || extraction.normalizes();
        return Arrays.stream(extraction.embedTokens(tokens))
                .map(vector -> finished(vector, normal))
                .toList();
    }

    private float[] finished(float[] vector, boolean normal) {
        int width = options.dimensions().orElse(vector.length);
        if (width > vector.length) {
            throw Problem.invalid(
                    "Too many dimensions", "dimensions: " + width + "; the model's vectors have " + vector.length);
        }
        float[] kept = width == vector.length ? vector : Arrays.copyOf(vector, width);
        return normal ? Vectors.normalized(kept) : kept;
    }
}
