package aprendiz.inference.asking;

import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.text.Cut;
import aprendiz.transformers.text.Encoding;
import aprendiz.transformers.text.Span;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of texts, however long these are.
 *
 * @param special true if those are told too that the tokenizer puts around a text
 */
public record Split(List<String> texts, boolean special) implements Query<List<Split.Token>> {

    /**
     * A token.
     *
     * @param text what it stands for; its own name if it stands for nothing
     * @param start where that is, in code points; null for a special token
     */
    public record Token(int id, String text, boolean special, Integer start, Integer stop) {}

    public Split {
        texts = List.copyOf(texts);
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public Split only(int input) {
        return new Split(List.of(texts.get(input)), special);
    }

    @Override
    public List<List<Token>> ask(TextTask model) {
        return texts.stream().map(text -> tokens(model, text)).toList();
    }

    private List<Token> tokens(TextTask model, String text) {
        Tokenizer tokenizer = model.tokenizer();
        List<Encoding> windows = tokenizer.windows(Text.of(text), Cut.to(model.maxLength()));
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Encoding window = windows.get(i);
            for (int at = 0; at < window.size(); at++) {
                boolean outer = (i == 0 && at == 0) || (i == windows.size() - 1 && at == window.size() - 1);
                if (!window.isSpecial(at)) {
                    tokens.add(part(window, at, text));
                } else if (special && outer) {
                    String name = tokenizer.vocabulary().token(window.id(at));
                    tokens.add(new Token(window.id(at), name, true, null, null));
                }
            }
        }
        return tokens;
    }

    private static Token part(Encoding window, int at, String text) {
        Span span = window.span(at);
        int start = text.codePointCount(0, span.start());
        int stop = start + text.codePointCount(span.start(), span.end());
        return new Token(window.id(at), span.of(text), false, start, stop);
    }
}
