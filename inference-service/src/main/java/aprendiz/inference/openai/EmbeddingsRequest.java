package aprendiz.inference.openai;

import aprendiz.inference.asking.Embed;
import aprendiz.inference.protocol.Fields;
import aprendiz.inference.tei.Inputs;
import aprendiz.transformers.tasks.FeatureExtraction.TooLong;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code {"input", "model", "encoding_format", "dimensions", "user"}}.
 *
 * @param base64 true if vectors are wanted as the base64 of their little-endian floats, which the official clients ask for
 */
record EmbeddingsRequest(Embed query, boolean base64) {

    private static final Set<String> FIELDS = Set.of("input", "model", "encoding_format", "dimensions", "user");

    /** Texts that are too long are refused, as OpenAI does. */
    static EmbeddingsRequest read(Fields request, int most) {
        request.only(FIELDS);
        Embed.Options options = new Embed.Options(
                Optional.empty(), TooLong.REFUSE, Optional.of(true), request.maybeWhole("dimensions", 1));
        return new EmbeddingsRequest(
                new Embed(Inputs.passages(request, "input", most), options),
                request.word("encoding_format", List.of("float", "base64")).equals("base64"));
    }
}
