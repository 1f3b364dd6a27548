package aprendiz.inference.asking;

import aprendiz.model.Task;
import aprendiz.transformers.tasks.FillMask;
import aprendiz.transformers.tasks.TextTask;
import java.util.List;

/** What may stand behind masks. */
public record Fill(List<String> texts, FillMask.Options options) implements Query<List<FillMask.Mask>> {

    public Fill {
        texts = List.copyOf(texts);
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public Fill only(int input) {
        return new Fill(List.of(texts.get(input)), options);
    }

    @Override
    public List<List<FillMask.Mask>> ask(TextTask model) {
        return Wanted.of(FillMask.class, Task.FILL_MASK, model).fill(texts, options);
    }
}
