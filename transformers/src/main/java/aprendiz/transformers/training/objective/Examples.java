package aprendiz.transformers.training.objective;

import aprendiz.model.Problem;
import aprendiz.transformers.text.Cut;
import aprendiz.transformers.text.Encoding;
import aprendiz.transformers.text.Span;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.training.objective.Example.Answered;
import aprendiz.transformers.training.objective.Example.Compared;
import aprendiz.transformers.training.objective.Example.Labelled;
import aprendiz.transformers.training.objective.Example.ManyLabelled;
import aprendiz.transformers.training.objective.Example.Measured;
import aprendiz.transformers.training.objective.Example.Paired;
import aprendiz.transformers.training.objective.Example.Plain;
import aprendiz.transformers.training.objective.Example.Tagged;
import aprendiz.transformers.training.objective.Example.Taught;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes examples of texts, cut as the tokenizer cuts them.
 *
 * @param tokenizer of the base that will be trained
 */
public record Examples(Tokenizer tokenizer) {

    /** A text, or two, with one label. */
    public Labelled labelled(Text text, int label) {
        return new Labelled(tokens(text), label);
    }

    /**
     * A text, or two, with a teacher's answer.
     *
     * @param label the true one; {@link Example#IGNORED} if nobody knows it
     * @param answer logits of all labels and, where vectors are compared, a vector
     */
    public Taught taught(Text text, int label, List<Float> answer) {
        return new Taught(tokens(text), label, answer);
    }

    /** A text, or two, with any number of labels. */
    public ManyLabelled labelled(Text text, List<Boolean> labels) {
        return new ManyLabelled(tokens(text), labels);
    }

    /** A text, or two, with numbers. */
    public Measured measured(Text text, List<Float> numbers) {
        return new Measured(tokens(text), numbers);
    }

    /** Two texts that belong together. */
    public Paired paired(String anchor, String positive) {
        return new Paired(tokens(Text.of(anchor)), tokens(Text.of(positive)));
    }

    /** Two texts that are so much alike. */
    public Compared compared(String one, String other, float similarity) {
        return new Compared(tokens(Text.of(one)), tokens(Text.of(other)), similarity);
    }

    /**
     * Words with a label each, which the first token of a word learns.
     *
     * @throws Problem of kind INVALID if there are not as many labels as words
     */
    public Tagged tagged(List<String> words, List<Integer> labels) {
        if (words.size() != labels.size()) {
            throw Problem.invalid("Unusable data", labels.size() + " labels for " + words.size() + " words");
        }
        Encoding encoding = tokenizer.encode(Text.words(words), Cut.to(tokenizer.maxLength()));
        List<Integer> all = new ArrayList<>();
        for (int at = 0; at < encoding.size(); at++) {
            all.add(begins(encoding, at) ? labels.get(encoding.word(at)) : Example.IGNORED);
        }
        return new Tagged(encoding.tokens(), all);
    }

    /** The tokens that begin one of the words, counted from 0: those that learn a label in {@link #tagged}. */
    public List<Integer> beginnings(List<String> words) {
        Encoding encoding = tokenizer.encode(Text.words(words), Cut.to(tokenizer.maxLength()));
        return IntStream.range(0, encoding.size())
                .filter(at -> begins(encoding, at))
                .boxed()
                .toList();
    }

    private static boolean begins(Encoding encoding, int at) {
        return !encoding.isSpecial(at) && (at == 0 || encoding.word(at) != encoding.word(at - 1));
    }

    /**
     * A question and a document, in as many windows as it takes. A window that the answer does not lie in whole learns to
     * say so: its answer is the first token, {@code [CLS]}.
     *
     * @param answer in UTF-16 units of the document; empty if the document has none
     * @param stride tokens that a window has in common with the one before it
     */
    public List<Answered> answered(String question, String document, Optional<Span> answer, int stride) {
        Cut cut = Cut.second(tokenizer.maxLength(), stride);
        return tokenizer.windows(Text.pair(question, document), cut).stream()
                .map(window -> answer.map(span -> in(window, span)).orElse(new Answered(window.tokens(), 0, 0)))
                .toList();
    }

    private static Answered in(Encoding window, Span answer) {
        int start = -1;
        int end = -1;
        for (int at = 0; at < window.size(); at++) {
            if (window.source(at) == 1) {
                Span span = window.span(at);
                start = span.start() <= answer.start() && answer.start() < span.end() ? at : start;
                end = span.start() < answer.end() && answer.end() <= span.end() ? at : end;
            }
        }
        return start < 0 || end < start
                ? new Answered(window.tokens(), 0, 0)
                : new Answered(window.tokens(), start, end);
    }

    /** A whole document, cut into blocks as long as may be. */
    public List<Plain> blocks(String document) {
        return tokenizer.windows(Text.of(document), Cut.to(tokenizer.maxLength())).stream()
                .map(window -> new Plain(window.tokens()))
                .toList();
    }

    /**
     * What hides words of this tokenizer.
     *
     * @param part of the tokens that is hidden; 0.15 is usual
     * @throws Problem of kind INVALID if the tokenizer has no mask
     */
    public HiddenWords hidden(double part) {
        int mask = tokenizer
                .vocabulary()
                .id("[MASK]")
                .orElseThrow(() -> Problem.invalid("Unusable tokenizer", "The vocabulary has no token [MASK]"));
        List<Integer> special = new ArrayList<>();
        for (int id = 0; id < tokenizer.vocabulary().size(); id++) {
            if (tokenizer.vocabulary().isSpecial(id)) {
                special.add(id);
            }
        }
        return new HiddenWords(part, mask, tokenizer.vocabulary().size(), special);
    }

    private Tokens tokens(Text text) {
        return tokenizer.encode(text, Cut.to(tokenizer.maxLength())).tokens();
    }
}
