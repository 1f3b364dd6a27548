package aprendiz.inference.asking;

import aprendiz.model.Task;
import aprendiz.transformers.tasks.FeatureExtraction;
import aprendiz.transformers.tasks.TextTask;
import java.util.List;
import java.util.stream.IntStream;

/** How alike a text and each of some others are: the cosines of their vectors. */
public record Compare(String source, List<String> texts) implements Query<Float> {

    public Compare {
        texts = List.copyOf(texts);
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public Compare only(int input) {
        return new Compare(source, List.of(texts.get(input)));
    }

    @Override
    public List<Float> ask(TextTask model) {
        float[] cosines = Wanted.of(FeatureExtraction.class, Task.FEATURE_EXTRACTION, model)
                .similarity()
                .similarities(source, texts);
        return IntStream.range(0, cosines.length).mapToObj(i -> cosines[i]).toList();
    }
}
