package aprendiz.registry.exchange;

import java.util.List;

/**
 * A wish to import from another hub.
 *
 * @param source {@code hf:owner/name} or {@code hf:owner/name@revision}
 * @param include patterns of the files that shall come; null or none for what is usual
 * @param exclude patterns of the files that shall not
 * @param message why, in a sentence; null for one that names the source
 */
public record ImportWish(String source, List<String> include, List<String> exclude, String message) {}
