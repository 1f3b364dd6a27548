package aprendiz.inference.feedback;

import aprendiz.inference.asking.Classify;
import aprendiz.inference.asking.Compare;
import aprendiz.inference.asking.Embed;
import aprendiz.inference.asking.EmbedTokens;
import aprendiz.inference.asking.Explain;
import aprendiz.inference.asking.Fill;
import aprendiz.inference.asking.Find;
import aprendiz.inference.asking.Join;
import aprendiz.inference.asking.Query;
import aprendiz.inference.asking.Raw;
import aprendiz.inference.asking.Split;
import aprendiz.inference.asking.Tag;
import aprendiz.inference.asking.ZeroShot;
import aprendiz.model.Json;
import aprendiz.transformers.tasks.Answer;
import aprendiz.transformers.tasks.Entity;
import aprendiz.transformers.tasks.FillMask;
import aprendiz.transformers.tasks.LabelScore;
import aprendiz.transformers.tasks.QuestionAnswering.Question;
import aprendiz.transformers.text.Text;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;

/**
 * An input and its answer, in the words of Hugging Face's inference API. Vectors and numbers teach nobody anything and are
 * not told.
 *
 * @param asked null where texts are not told
 */
record Told(JsonNode asked, ArrayNode answer) {

    private static final String SPAN = "answer";

    static Optional<Told> of(Query<?> query, int input, Object answer) {
        Optional<JsonNode> asked = switch (query) {
            case Classify classify -> Optional.of(text(classify.texts().get(input)));
            case ZeroShot zeroShot ->
                Optional.of(TextNode.valueOf(zeroShot.texts().get(input)));
            case Tag tag -> Optional.of(TextNode.valueOf(tag.texts().get(input)));
            case Find find -> Optional.of(question(find.questions().get(input)));
            case Fill fill -> Optional.of(TextNode.valueOf(fill.texts().get(input)));
            case Embed embed -> Optional.empty();
            case EmbedTokens embed -> Optional.empty();
            case Compare compare -> Optional.empty();
            case Split split -> Optional.empty();
            case Join join -> Optional.empty();
            case Raw raw -> Optional.empty();
            case Explain explain -> Optional.empty();
        };
        return asked.map(one -> new Told(one, list((List<?>) answer)));
    }

    /** Without the input, and without what an answer repeats of it. */
    Told withoutTexts() {
        ArrayNode silent = answer.deepCopy();
        for (JsonNode one : silent) {
            ((ObjectNode) one).remove(SPAN);
        }
        return new Told(null, silent);
    }

    private static JsonNode text(Text text) {
        return switch (text) {
            case Text.Single(String one) -> TextNode.valueOf(one);
            case Text.Pair(String first, String second) ->
                Json.MAPPER.createObjectNode().put("text", first).put("text_pair", second);
            case Text.Words(List<String> words) -> Json.MAPPER.valueToTree(words);
        };
    }

    private static JsonNode question(Question question) {
        return Json.MAPPER
                .createObjectNode()
                .put("question", question.question())
                .put("context", question.context());
    }

    private static ArrayNode list(List<?> answers) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (Object answer : answers) {
            ObjectNode one = list.addObject();
            switch (answer) {
                case LabelScore label -> one.put("label", label.label()).put("score", label.score());
                case Entity entity ->
                    one.put("label", entity.label())
                            .put("score", entity.score())
                            .put("start", entity.codePoints().start())
                            .put("end", entity.codePoints().end());
                case Answer found -> one.put(SPAN, found.text()).put("score", found.score());
                case FillMask.Mask mask ->
                    mask.fillings().stream()
                            .findFirst()
                            .ifPresent(
                                    best -> one.put("token_str", best.token()).put("score", best.score()));
                case Object other -> throw new IllegalStateException("an answer of " + other.getClass());
            }
        }
        return list;
    }
}
