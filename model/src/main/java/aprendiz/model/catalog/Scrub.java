package aprendiz.model.catalog;

import aprendiz.model.Digest;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * How the bytes are.
 *
 * @param blobs how many there are that are not rotten
 * @param bytes of them
 * @param due how many were not read again for longer than they should
 * @param oldest when the one was read that was read longest ago; null without blobs
 * @param checked how many were read for this answer
 * @param rotten those that were found damaged or gone and were not put again since, the newest first; at most 100
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scrub(long blobs, long bytes, long due, Instant oldest, long checked, List<Rot> rotten) {
    public Scrub {
        rotten = List.copyOf(rotten);
    }

    /**
     * A blob that is not what it was.
     *
     * @param found the digest of the bytes that were there, or {@code missing}
     * @param needed how many versions need it
     */
    public record Rot(Digest sha256, String found, long needed, Instant at) {}
}
