package aprendiz.inference.huggingface;

import aprendiz.inference.asking.Compare;
import aprendiz.inference.asking.Embed;
import aprendiz.inference.asking.Passage;
import aprendiz.inference.protocol.Fields;
import aprendiz.transformers.tasks.FeatureExtraction.TooLong;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads texts of which vectors are wanted: {@code [[...], ...]}, one for each text, or how alike they are. */
public final class Vectors {

    private static final Set<String> PARAMETERS =
            Set.of("normalize", "prompt_name", "truncate", "truncation_direction", "dimensions", "encoding_format");
    private static final Set<String> BESIDE =
            Stream.concat(Pipeline.ENVELOPE.stream(), PARAMETERS.stream()).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> SENTENCES = Set.of("source_sentence", "sentences");

    private Vectors() {}

    /** Parameters stand beside the inputs, or in {@code parameters}. */
    static Pipeline<float[]> read(Fields request) {
        boolean apart = request.has("parameters");
        Fields parameters =
                apart ? request.only(Pipeline.ENVELOPE).object("parameters").only(PARAMETERS) : request.only(BESIDE);
        Inputs<Passage> inputs = Inputs.read(request, (place, text) -> Passage.of(Fields.text(place, text)));
        parameters.word("encoding_format", List.of("float"));
        return new Pipeline<>(
                new Embed(inputs.list(), options(parameters, true, Optional.empty())), false, Function.identity());
    }

    /** What Hugging Face's interfaces call these. */
    public static Embed.Options options(Fields fields, boolean truncate, Optional<Boolean> normalize) {
        boolean start = fields.word("truncation_direction", List.of("right", "left", "Right", "Left"))
                .equalsIgnoreCase("left");
        TooLong cut = start ? TooLong.CUT_START : TooLong.CUT_END;
        return new Embed.Options(
                fields.maybeText("prompt_name"),
                fields.flag("truncate", truncate) ? cut : TooLong.REFUSE,
                fields.has("normalize") ? Optional.of(fields.flag("normalize", true)) : normalize,
                fields.maybeWhole("dimensions", 1));
    }

    static Pipeline<Float> readSimilarity(Fields request) {
        request.object("parameters").only(Set.of());
        Fields inputs = request.object("inputs").only(SENTENCES);
        Compare query = new Compare(inputs.text("source_sentence"), inputs.list("sentences"));
        return new Pipeline<>(query, false, Function.identity());
    }
}
