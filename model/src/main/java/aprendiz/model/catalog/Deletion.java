package aprendiz.model.catalog;

import java.time.Instant;

/**
 * A version that was deleted: its number is not given again, its place in the lineage stays.
 *
 * @param version without its files
 * @param by who deleted it
 * @param reason why
 * @param at when
 * @param restorable whether its bytes are still here; a sweep takes them when the grace period is over
 */
public record Deletion(Version version, String by, String reason, Instant at, boolean restorable) {}
