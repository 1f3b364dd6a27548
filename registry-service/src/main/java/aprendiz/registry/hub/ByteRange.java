package aprendiz.registry.hub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that a request asks for.
 *
 * @param offset of the first byte
 * @param count of bytes
 */
record ByteRange(long offset, long count) {

    private static final Pattern SINGLE = Pattern.compile("bytes=\\s*([0-9]{0,18})-([0-9]{0,18})\\s*");

    /** None of the bytes asked for exist. */
    static final class Unsatisfiable extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Reads a {@code Range} header: {@code bytes=0-99}, {@code bytes=100-} or {@code bytes=-100}.
     *
     * @return nothing if the header is absent, of another unit, or asks for several ranges, all of which mean the whole
     */
    static Optional<ByteRange> parse(String header, long size) throws Unsatisfiable {
        Matcher range = SINGLE.matcher(header == null ? "" : header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        long first;
        long last;
        if (range.group(1).isEmpty()) {
            first = Math.max(0, size - Long.parseLong(range.group(2)));
            last = size - 1;
        } else {
            first = Long.parseLong(range.group(1));
            last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
            if (last < first && !range.group(2).isEmpty()) {
                return Optional.empty();
            }
            last = Math.min(last, size - 1);
        }
        if (first >= size || first > last) {
            throw new Unsatisfiable();
        }
        return Optional.of(new ByteRange(first, last - first + 1));
    }

    String contentRange(long size) {
        return "bytes " + offset + "-" + (offset + count - 1) + "/" + size;
    }
}
