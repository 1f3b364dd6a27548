package aprendiz.inference.asking;

import aprendiz.model.Task;
import aprendiz.transformers.tasks.FillMask;
import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.text.Vocabulary;
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
        FillMask filling = Wanted.of(FillMask.class, Task.FILL_MASK, model);
        Vocabulary vocabulary = model.tokenizer().vocabulary();
        long masks = masks(vocabulary.token(vocabulary.mask().orElseThrow()));
        Largest.fillings(masks * Math.min(options.topK(), vocabulary.size()));
        Largest.numbers(masks * vocabulary.size());
        return filling.fill(texts, options);
    }

    private long masks(String mask) {
        long masks = 0;
        for (String text : texts) {
            for (int at = text.indexOf(mask); at >= 0; at = text.indexOf(mask, at + mask.length())) {
                masks++;
            }
        }
        return masks;
    }
}
