package aprendiz.inference.tei;

import aprendiz.inference.asking.Classify;
import aprendiz.inference.protocol.Fields;
import aprendiz.model.Problem;
import aprendiz.transformers.tasks.LabelScore;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.tasks.TextClassification.Function;
import aprendiz.transformers.text.Text;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** {@code {"query", "texts", "raw_scores", "return_text"}}: how well each text answers a query, the best first. */
record RerankRequest(String query, List<String> texts, boolean raw, boolean withText) {

    private static final Set<String> FIELDS =
            Set.of("query", "texts", "raw_scores", "return_text", "truncate", "truncation_direction", "model");

    static RerankRequest read(Fields request, int most) {
        request.only(FIELDS);
        Cutting.onlyAtTheEnd(request);
        List<String> texts = request.list("texts");
        Inputs.bound("texts", texts.size(), most);
        return new RerankRequest(
                request.text("query"), texts, request.flag("raw_scores", false), request.flag("return_text", false));
    }

    Classify question() {
        List<Text> pairs = texts.stream().map(text -> Text.pair(query, text)).toList();
        return new Classify(
                pairs, new TextClassification.Options(Integer.MAX_VALUE, raw ? Function.NONE : Function.SIGMOID));
    }

    /** @throws Problem of kind INVALID if the model has more labels than the one that means "answers it" */
    List<Rank> write(List<List<LabelScore>> answers) {
        if (answers.getFirst().size() != 1) {
            throw Problem.invalid(
                    "No reranker",
                    "this model has " + answers.getFirst().size() + " labels; one that reranks has a single one");
        }
        return IntStream.range(0, texts.size())
                .mapToObj(i -> new Rank(
                        i,
                        withText ? texts.get(i) : null,
                        answers.get(i).getFirst().score()))
                .sorted(Comparator.comparingDouble(Rank::score).reversed())
                .toList();
    }

    /** Where a text stood and how well it fits. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rank(int index, String text, double score) {}
}
