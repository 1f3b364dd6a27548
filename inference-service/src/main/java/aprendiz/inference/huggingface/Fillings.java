package aprendiz.inference.huggingface;

import aprendiz.inference.asking.Fill;
import aprendiz.inference.protocol.Fields;
import aprendiz.transformers.tasks.FillMask;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;

/**
 * Reads texts with masks. Answers are {@code [{score, token, token_str, sequence}, ...]}, a list of these lists where a
 * text has several masks.
 */
final class Fillings {

    private static final Set<String> PARAMETERS = Set.of("top_k", "targets");

    private Fillings() {}

    static Pipeline<List<FillMask.Mask>> read(Fields request) {
        Fields parameters = request.object("parameters").only(PARAMETERS);
        Inputs<String> inputs = Inputs.texts(request);
        FillMask.Options options = new FillMask.Options(
                parameters.whole("top_k", 1, FillMask.Options.DEFAULT.topK()),
                parameters.has("targets") ? parameters.texts("targets") : List.of());
        return new Pipeline<>(new Fill(inputs.list(), options), inputs.single(), Fillings::write);
    }

    private static List<?> write(List<FillMask.Mask> masks) {
        List<List<Filling>> all = masks.stream()
                .map(mask -> mask.fillings().stream().map(Filling::of).toList())
                .toList();
        return all.size() == 1 ? all.getFirst() : all;
    }

    /** One token as it is written. */
    record Filling(
            double score,
            int token,
            @JsonProperty("token_str") String text,
            String sequence) {

        static Filling of(FillMask.Filling filling) {
            return new Filling(filling.score(), filling.id(), filling.token(), filling.sequence());
        }
    }
}
