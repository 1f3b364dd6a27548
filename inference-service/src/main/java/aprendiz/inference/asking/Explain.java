package aprendiz.inference.asking;

import aprendiz.model.Problem;
import aprendiz.model.Task;
import aprendiz.transformers.tasks.LabelScore;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.text.Cut;
import aprendiz.transformers.text.Encoding;
import aprendiz.transformers.text.Span;
import aprendiz.transformers.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a text has a label: each word is left out in turn, and the score asked for again (Li, Monroe and Jurafsky 2016). A text
 * of n words costs n + 1 texts; those behind the longest text that the model takes have no part.
 *
 * @param label to be explained; the best one of each text if missing
 */
public record Explain(List<String> texts, Optional<String> label) implements Query<Explanation> {

    public Explain {
        texts = List.copyOf(texts);
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public Explain only(int input) {
        return new Explain(List.of(texts.get(input)), label);
    }

    @Override
    public List<Explanation> ask(TextTask model) {
        TextClassification classifier = Wanted.of(TextClassification.class, Task.TEXT_CLASSIFICATION, model);
        label.filter(word -> !classifier.labels().contains(word)).ifPresent(word -> {
            throw Problem.invalid(
                    "Unknown label", "label: " + Problem.quoted(word) + " is not one of " + classifier.labels());
        });
        return texts.stream().map(text -> explanation(classifier, text)).toList();
    }

    private Explanation explanation(TextClassification classifier, String text) {
        List<Span> words = words(classifier, text);
        List<Text> variants = new ArrayList<>();
        variants.add(Text.of(text));
        for (Span word : words) {
            variants.add(Text.of(text.substring(0, word.start()) + text.substring(word.end())));
        }
        List<List<LabelScore>> scores = classifier.classifyTexts(variants, TextClassification.Options.ALL);
        String explained = label.orElseGet(() -> scores.getFirst().getFirst().label());
        double whole = score(scores.getFirst(), explained);
        List<Explanation.Word> parts = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Span word = words.get(i);
            parts.add(new Explanation.Word(
                    word.of(text),
                    text.codePointCount(0, word.start()),
                    text.codePointCount(0, word.end()),
                    whole - score(scores.get(i + 1), explained)));
        }
        return new Explanation(explained, whole, parts);
    }

    /** Where the words that the model sees stand in the text, in UTF-16 units. */
    private static List<Span> words(TextClassification classifier, String text) {
        Encoding tokens = classifier.tokenizer().encode(Text.of(text), Cut.to(classifier.maxLength()));
        List<Span> words = new ArrayList<>();
        int last = Encoding.NONE;
        for (int at = 0; at < tokens.size(); at++) {
            if (tokens.isSpecial(at)) {
                continue;
            }
            if (tokens.word(at) == last) {
                words.set(
                        words.size() - 1,
                        new Span(words.getLast().start(), tokens.span(at).end()));
            } else {
                words.add(tokens.span(at));
                last = tokens.word(at);
            }
        }
        return words;
    }

    private static double score(List<LabelScore> scores, String label) {
        return scores.stream()
                .filter(one -> one.label().equals(label))
                .mapToDouble(LabelScore::score)
                .findFirst()
                .orElseThrow();
    }
}
