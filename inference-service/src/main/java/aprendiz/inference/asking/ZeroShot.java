package aprendiz.inference.asking;

import aprendiz.model.Problem;
import aprendiz.model.Task;
import aprendiz.transformers.tasks.LabelScore;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.tasks.ZeroShotClassification;
import java.util.List;

/** Which of any labels fit; a model that was taught natural language inference knows. */
public record ZeroShot(List<String> texts, List<String> labels, ZeroShotClassification.Options options)
        implements Query<List<LabelScore>> {

    public ZeroShot {
        texts = List.copyOf(texts);
        labels = List.copyOf(labels);
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public ZeroShot only(int input) {
        return new ZeroShot(List.of(texts.get(input)), labels, options);
    }

    @Override
    public List<List<LabelScore>> ask(TextTask model) {
        return Wanted.of(TextClassification.class, Task.TEXT_CLASSIFICATION, model)
                .zeroShot()
                .orElseThrow(() -> Problem.invalid(
                        "Another task",
                        "zero-shot-classification needs a model that tells entailment; none of this one's labels"
                                + " begins with \"entail\""))
                .classify(texts, labels, options);
    }
}
