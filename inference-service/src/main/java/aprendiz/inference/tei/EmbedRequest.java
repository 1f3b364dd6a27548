package aprendiz.inference.tei;

import aprendiz.inference.asking.Embed;
import aprendiz.inference.asking.EmbedTokens;
import aprendiz.inference.huggingface.Vectors;
import aprendiz.inference.protocol.Fields;
import java.util.Optional;
import java.util.Set;

/** {@code {"inputs", "truncate", "truncation_direction", "prompt_name", "normalize", "dimensions"}}. */
final class EmbedRequest {

    private static final Set<String> FIELDS = Set.of(
            "inputs", "truncate", "truncation_direction", "prompt_name", "normalize", "dimensions", "model", "user");
    private static final Set<String> FIELDS_OF_ALL =
            Set.of("inputs", "truncate", "truncation_direction", "prompt_name", "model", "user");

    private EmbedRequest() {}

    /** Too long texts are cut and vectors have the length 1, unless told otherwise. */
    static Embed read(Fields request, int most) {
        request.only(FIELDS);
        return new Embed(Inputs.passages(request, "inputs", most), Vectors.options(request, true, Optional.of(true)));
    }

    /** A vector for each token. */
    static EmbedTokens readAll(Fields request, int most) {
        Embed embed = read(request.only(FIELDS_OF_ALL), most);
        return new EmbedTokens(embed.texts(), embed.options());
    }
}
