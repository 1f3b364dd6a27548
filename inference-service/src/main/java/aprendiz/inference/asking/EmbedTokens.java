package aprendiz.inference.asking;

import aprendiz.model.Problem;
import aprendiz.model.Task;
import aprendiz.transformers.network.Head.Scope;
import aprendiz.transformers.tasks.FeatureExtraction;
import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.text.Tokens;
import java.util.List;

/** One vector for each token of texts, special ones included: {@code [tokens][width]}. */
public record EmbedTokens(List<Passage> texts, Embed.Options options) implements Query<float[][]> {

    public EmbedTokens {
        texts = List.copyOf(texts);
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public EmbedTokens only(int input) {
        return new EmbedTokens(List.of(texts.get(input)), options);
    }

    @Override
    public List<float[][]> ask(TextTask model) {
        FeatureExtraction extraction = Wanted.of(FeatureExtraction.class, Task.FEATURE_EXTRACTION, model);
        if (extraction.engine().scope() != Scope.TOKEN) {
            throw Problem.invalid(
                    "No token vectors", "what computes this model gives one vector for a text, none for its tokens");
        }
        List<Tokens> tokens =
                texts.stream().map(text -> text.tokens(extraction, options)).toList();
        Largest.numbers(
                extraction.width() * tokens.stream().mapToLong(Tokens::length).sum());
        return List.of(extraction.engine().tokenAnswers(tokens));
    }
}
