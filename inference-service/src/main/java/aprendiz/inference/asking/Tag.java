package aprendiz.inference.asking;

import aprendiz.model.Task;
import aprendiz.transformers.tasks.Entity;
import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.tasks.TokenClassification;
import java.util.List;

/** What stands where in texts. */
public record Tag(List<String> texts, TokenClassification.Options options) implements Query<List<Entity>> {

    public Tag {
        texts = List.copyOf(texts);
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public Tag only(int input) {
        return new Tag(List.of(texts.get(input)), options);
    }

    @Override
    public List<List<Entity>> ask(TextTask model) {
        return Wanted.of(TokenClassification.class, Task.TOKEN_CLASSIFICATION, model)
                .classify(texts, options);
    }
}
