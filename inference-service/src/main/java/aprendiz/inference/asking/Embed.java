package aprendiz.inference.asking;

import aprendiz.model.Task;
import aprendiz.transformers.tasks.FeatureExtraction;
import aprendiz.transformers.tasks.TextTask;
import java.util.List;
import java.util.Optional;

/**
 * One vector for each text.
 *
 * @param prompt the name of what is put before each; the model's usual one if missing
 */
public record Embed(List<String> texts, Optional<String> prompt) implements Query<float[]> {

    public Embed {
        texts = List.copyOf(texts);
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public Embed only(int input) {
        return new Embed(List.of(texts.get(input)), prompt);
    }

    @Override
    public List<float[]> ask(TextTask model) {
        FeatureExtraction extraction = Wanted.of(FeatureExtraction.class, Task.FEATURE_EXTRACTION, model);
        return List.of(prompt.map(name -> extraction.embed(texts, name)).orElseGet(() -> extraction.embed(texts)));
    }
}
