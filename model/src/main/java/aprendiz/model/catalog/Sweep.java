package aprendiz.model.catalog;

import java.time.Instant;

/**
 * What a sweep took away, or would take.
 *
 * @param dryRun whether everything is still there
 * @param unseenSince nothing that somebody put or asked for after this moment is touched
 * @param blobs that nothing needs
 * @param bytes of them, and of the strays
 * @param strays blobs in the store that the account does not know: an upload died between the two
 * @param deletions deleted versions that can no longer be restored, because their bytes are free to go
 * @param uploads left half done
 */
public record Sweep(
        boolean dryRun, Instant unseenSince, long blobs, long bytes, long strays, long deletions, long uploads) {}
