package aprendiz.inference.asking;

import aprendiz.model.Task;
import aprendiz.transformers.tasks.FeatureExtraction;
import aprendiz.transformers.tasks.TextTask;
import java.util.List;

/** One vector for each token of texts, special ones included: {@code [tokens][width]}. */
public record EmbedTokens(List<String> texts) implements Query<float[][]> {

    public EmbedTokens {
        texts = List.copyOf(texts);
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public EmbedTokens only(int input) {
        return new EmbedTokens(List.of(texts.get(input)));
    }

    @Override
    public List<float[][]> ask(TextTask model) {
        return List.of(Wanted.of(FeatureExtraction.class, Task.FEATURE_EXTRACTION, model)
                .tokenVectors(texts));
    }
}
