package aprendiz.inference.huggingface;

import aprendiz.inference.asking.Tag;
import aprendiz.inference.protocol.Fields;
import aprendiz.transformers.tasks.Entity;
import aprendiz.transformers.tasks.TokenClassification;
import aprendiz.transformers.tasks.TokenClassification.Aggregation;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads what asks what stands where. Answers are {@code [{entity_group, score, word, start, end}, ...]}, or with {@code
 * aggregation_strategy: none}, {@code entity} in the group's place and the token's {@code index}.
 */
final class Entities {

    private static final Set<String> PARAMETERS = Set.of("aggregation_strategy", "ignore_labels", "stride");

    /** The first is meant where none is said: the clients read nothing else. */
    private static final List<String> STRATEGIES = List.of("simple", "none", "first", "average", "max");

    private Entities() {}

    static Pipeline<List<Entity>> read(Fields request) {
        Fields parameters = request.object("parameters").only(PARAMETERS);
        Inputs<String> inputs = Inputs.texts(request);
        Aggregation aggregation = Aggregation.valueOf(
                parameters.word("aggregation_strategy", STRATEGIES).toUpperCase(Locale.ROOT));
        TokenClassification.Options usual = TokenClassification.Options.of(aggregation);
        TokenClassification.Options options = new TokenClassification.Options(
                aggregation,
                parameters.has("ignore_labels") ? ignored(parameters) : usual.ignored(),
                parameters.maybeWhole("stride", 0));
        return new Pipeline<>(
                new Tag(inputs.list(), options),
                inputs.single(),
                found -> found.stream().map(Found::of).toList());
    }

    /** An empty list ignores nothing. */
    private static List<String> ignored(Fields parameters) {
        return parameters.value("ignore_labels").isEmpty() ? List.of() : parameters.texts("ignore_labels");
    }

    /** One entity as it is written. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Found(
            String entity,
            @JsonProperty("entity_group") String group,
            double score,
            Integer index,
            String word,
            int start,
            int end) {

        static Found of(Entity entity) {
            boolean token = entity.token().isPresent();
            return new Found(
                    token ? entity.label() : null,
                    token ? null : entity.label(),
                    entity.score(),
                    token ? entity.token().getAsInt() : null,
                    entity.word(),
                    entity.codePoints().start(),
                    entity.codePoints().end());
        }
    }
}
