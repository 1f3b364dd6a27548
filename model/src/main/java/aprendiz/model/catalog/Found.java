package aprendiz.model.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A version that a search found.
 *
 * @param version without its files
 * @param aliases that hold it, sorted
 * @param size of all its files, in bytes
 * @param figure the metric by which it was sorted; null where another order was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Found(Version version, List<String> aliases, long size, Double figure) {
    public Found {
        aliases = List.copyOf(aliases);
    }
}
