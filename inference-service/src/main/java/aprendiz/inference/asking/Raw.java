package aprendiz.inference.asking;

import aprendiz.model.Problem;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.text.Tokens;
import java.util.Arrays;
import java.util.List;

/**
 * What the network itself says of texts that were cut into tokens elsewhere: {@code [answers][width]}, one answer for a
 * text or one for each of its tokens, as {@link Engine#scope} of {@link TextTask#engine} says.
 */
public record Raw(List<Tokens> texts) implements Query<float[][]> {

    public Raw {
        texts = List.copyOf(texts);
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public Raw only(int input) {
        return new Raw(List.of(texts.get(input)));
    }

    @Override
    public List<float[][]> ask(TextTask model) {
        for (int i = 0; i < texts.size(); i++) {
            check("texts[" + i + "]", texts.get(i), model);
        }
        Engine engine = model.engine();
        return switch (engine.scope()) {
            case TEXT ->
                Arrays.stream(engine.answers(texts))
                        .map(row -> new float[][] {row})
                        .toList();
            case TOKEN -> List.of(engine.tokenAnswers(texts));
        };
    }

    /** What is beyond the embeddings would be read from beyond their end. */
    private static void check(String where, Tokens text, TextTask model) {
        if (text.length() > model.maxLength()) {
            throw Problem.invalid(
                    "Too long",
                    where + " has " + text.length() + " tokens; the model takes at most " + model.maxLength());
        }
        int size = model.tokenizer().vocabulary().size();
        for (long id : text.ids()) {
            if (id < 0 || id >= size) {
                throw Problem.invalid(
                        "Unknown token",
                        where + " has the token " + id + "; the vocabulary goes from 0 to " + (size - 1));
            }
        }
        for (long type : text.types()) {
            if (type != 0 && type != 1) {
                throw Problem.invalid("Unknown type", where + " has a token of type " + type + "; there are 0 and 1");
            }
        }
    }
}
