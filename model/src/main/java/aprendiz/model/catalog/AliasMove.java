package aprendiz.model.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * One line of an alias's history.
 *
 * @param from the number it held before; null when it was new
 * @param to the number it holds since
 * @param by who moved it
 * @param reason why
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AliasMove(String alias, Integer from, int to, String by, String reason, Instant at) {}
