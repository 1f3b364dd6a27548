package aprendiz.inference.asking;

import aprendiz.model.Problem;
import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.text.Vocabulary;
import java.util.List;

/**
 * Text again of tokens, as near as they tell.
 *
 * @param special true if special tokens are written too
 */
public record Join(List<List<Integer>> tokens, boolean special) implements Query<String> {

    public Join {
        tokens = List.copyOf(tokens);
    }

    @Override
    public int size() {
        return tokens.size();
    }

    @Override
    public Join only(int input) {
        return new Join(List.of(tokens.get(input)), special);
    }

    @Override
    public List<String> ask(TextTask model) {
        Vocabulary vocabulary = model.tokenizer().vocabulary();
        return tokens.stream().map(ids -> text(vocabulary, ids)).toList();
    }

    private String text(Vocabulary vocabulary, List<Integer> ids) {
        for (int id : ids) {
            if (id < 0 || id >= vocabulary.size()) {
                throw Problem.invalid(
                        "Unknown token", "there is no token " + id + "; they go from 0 to " + (vocabulary.size() - 1));
            }
        }
        return vocabulary.sentence(ids.stream().mapToLong(Integer::longValue).toArray(), special);
    }
}
