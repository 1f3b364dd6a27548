package aprendiz.model.catalog;

import java.time.Instant;

/**
 * Somebody's wish that a version stays.
 *
 * @param name of the hold, one of the version's
 * @param by who holds it
 * @param reason why; or empty
 * @param since when it was set
 */
public record Hold(String name, String by, String reason, Instant since) {}
