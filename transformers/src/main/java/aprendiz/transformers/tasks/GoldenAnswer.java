package aprendiz.transformers.tasks;

import aprendiz.model.Problem;
import aprendiz.transformers.export.Bound;
import aprendiz.transformers.text.Cut;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.text.Tokens;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One of the {@link GoldenAnswers}.
 *
 * @param text what was asked
 * @param pair the second text; null for none
 * @param answer what the model's network said: one row of numbers for the text, or one for each token; of a model of vectors
 *     the text's vector, of one of words the row of the first token. Of a long row the first 64 numbers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GoldenAnswer(String text, String pair, List<List<Float>> answer) {

    private static final int NUMBERS = 64;

    public GoldenAnswer {
        if (text == null) {
            throw Problem.invalid("Bad golden answers", "text: missing");
        }
        if (answer == null || answer.isEmpty()) {
            throw Problem.invalid("Bad golden answers", "answer: rows of numbers are due");
        }
        for (int i = 0; i < answer.size(); i++) {
            List<Float> row = answer.get(i);
            if (row == null || row.isEmpty() || row.stream().anyMatch(Objects::isNull)) {
                throw Problem.invalid("Bad golden answers", "answer[" + i + "]: numbers are due");
            }
        }
        answer = answer.stream().map(List::copyOf).toList();
    }

    /** Asks a model. */
    static GoldenAnswer of(TextTask task, String text, String pair) {
        return new GoldenAnswer(text, pair, ask(task, text, pair));
    }

    private static List<List<Float>> ask(TextTask task, String text, String pair) {
        Text whole = pair == null ? Text.of(text) : Text.pair(text, pair);
        List<Tokens> tokens =
                List.of(task.tokenizer().encode(whole, Cut.to(task.maxLength())).tokens());
        return switch (task) {
            case TextClassification labels -> rows(labels.engine().answers(tokens));
            case TokenClassification labels -> rows(labels.engine().tokenAnswers(tokens)[0]);
            case QuestionAnswering spans -> rows(spans.engine().tokenAnswers(tokens)[0]);
            case FillMask words -> rows(words.engine().answersAt(tokens, List.of(List.of(0)))[0]);
            case FeatureExtraction vectors -> rows(vectors.embedTokens(tokens));
        };
    }

    private static List<List<Float>> rows(float[][] answers) {
        return Arrays.stream(answers).map(GoldenAnswer::start).toList();
    }

    private static List<Float> start(float[] row) {
        List<Float> start = new ArrayList<>();
        for (int i = 0; i < Math.min(NUMBERS, row.length); i++) {
            start.add(row[i]);
        }
        return start;
    }

    /** What is wrong with how a model answers now; nothing if that is near enough. */
    Optional<String> complaint(TextTask task, Bound bound) {
        List<List<Float>> found = ask(task, text, pair);
        if (!widths(found).equals(widths(answer))) {
            return Optional.of("where the model was made it answered rows of " + widths(answer)
                    + " numbers, and here of " + widths(found));
        }
        for (int i = 0; i < answer.size(); i++) {
            Optional<String> complaint = task instanceof FeatureExtraction
                    ? turned(answer.get(i), found.get(i), bound.cosine())
                    : moved(answer.get(i), found.get(i), bound.difference());
            if (complaint.isPresent()) {
                return complaint;
            }
        }
        return Optional.empty();
    }

    private static List<Integer> widths(List<List<Float>> rows) {
        return rows.stream().map(List::size).toList();
    }

    private static Optional<String> moved(List<Float> wanted, List<Float> found, double most) {
        for (int i = 0; i < wanted.size(); i++) {
            double difference = Math.abs((double) wanted.get(i) - found.get(i));
            if (!(difference <= most)) { // so that what is no number is too far
                return Optional.of("where the model was made it answered " + wanted.get(i) + ", and here "
                        + found.get(i) + "; they may be " + most + " apart");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> turned(List<Float> wanted, List<Float> found, double least) {
        double cosine = dot(wanted, found) / Math.sqrt(dot(wanted, wanted) * dot(found, found));
        return cosine >= least
                ? Optional.empty()
                : Optional.of("the cosine of its vector where the model was made and here is " + cosine + "; at least "
                        + least + " is due");
    }

    private static double dot(List<Float> a, List<Float> b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += (double) a.get(i) * b.get(i);
        }
        return sum;
    }
}
