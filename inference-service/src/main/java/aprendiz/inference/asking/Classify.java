package aprendiz.inference.asking;

import aprendiz.model.Task;
import aprendiz.transformers.tasks.LabelScore;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.text.Text;
import java.util.List;

/** Which of the model's labels fit: of a text, or of two together. */
public record Classify(List<Text> texts, TextClassification.Options options) implements Query<List<LabelScore>> {

    public Classify {
        texts = List.copyOf(texts);
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public Classify only(int input) {
        return new Classify(List.of(texts.get(input)), options);
    }

    @Override
    public List<List<LabelScore>> ask(TextTask model) {
        return Wanted.of(TextClassification.class, Task.TEXT_CLASSIFICATION, model)
                .classifyTexts(texts, options);
    }
}
