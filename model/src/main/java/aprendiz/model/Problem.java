package aprendiz.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Something went wrong, said so that the reader knows whose problem it is, what was wrong and what to do.
 *
 * <p>The one exception of the platform's own rules. Services turn it into RFC 9457 problem details; the command line
 * prints it. A problem never carries a secret.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whose problem it is. */
    public enum Kind {
        /** The request cannot be understood or obeyed as it stands; the caller must change it. */
        INVALID(400),
        /** What the request names is not there. */
        NOT_FOUND(404),
        /** The request was right, but the state it assumed has changed. */
        CONFLICT(409),
        /** A gate or a rule of the house refuses it. */
        REFUSED(422),
        /** No room now; the same request may succeed later. */
        BUSY(429),
        /** Our fault. */
        INTERNAL(500),
        /** A part that we depend on is away or answers wrongly. */
        UNAVAILABLE(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /** The HTTP status that says the same. */
        public int status() {
            return status;
        }
    }

    /**
     * One complaint about one place.
     *
     * @param path where, in the words of the input: {@code settings.epochs}, {@code rooms.csv:17}
     * @param message what is wrong there and what would be right
     */
    public record Complaint(String path, String message) {
        public Complaint {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(message, "message");
        }

        @Override
        public String toString() {
            return path + ": " + message;
        }
    }

    private final Kind kind;
    private final String title;
    private final transient List<Complaint> complaints;
    private final Duration retryAfter;

    public Problem(Kind kind, String title, String detail, List<Complaint> complaints, Throwable cause) {
        this(kind, title, detail, complaints, cause, Duration.ofSeconds(1));
    }

    private Problem(
            Kind kind, String title, String detail, List<Complaint> complaints, Throwable cause, Duration retryAfter) {
        super(detail, cause);
        this.retryAfter = retryAfter;
        this.kind = Objects.requireNonNull(kind, "kind");
        this.title = Objects.requireNonNull(title, "title");
        this.complaints = List.copyOf(complaints);
    }

    public static Problem invalid(String title, String detail) {
        return new Problem(Kind.INVALID, title, detail, List.of(), null);
    }

    /** All complaints at once, so that the caller corrects them in one go. */
    public static Problem invalid(String title, List<Complaint> complaints) {
        String detail = complaints.stream()
                .map(Complaint::toString)
                .reduce((a, b) -> a + "; " + b)
                .orElse(title);
        return new Problem(Kind.INVALID, title, detail, complaints, null);
    }

    public static Problem notFound(String title, String detail) {
        return new Problem(Kind.NOT_FOUND, title, detail, List.of(), null);
    }

    public static Problem conflict(String title, String detail) {
        return new Problem(Kind.CONFLICT, title, detail, List.of(), null);
    }

    public static Problem refused(String title, String detail) {
        return new Problem(Kind.REFUSED, title, detail, List.of(), null);
    }

    public static Problem busy(String detail) {
        return new Problem(Kind.BUSY, "Busy", detail, List.of(), null);
    }

    /** @param retryAfter the time after which there may be room */
    public static Problem busy(String detail, Duration retryAfter) {
        return new Problem(Kind.BUSY, "Busy", detail, List.of(), null, retryAfter);
    }

    public static Problem unavailable(String title, String detail, Throwable cause) {
        return new Problem(Kind.UNAVAILABLE, title, detail, List.of(), cause);
    }

    /** Text from outside as it can stand in a message: in quotes, on one line, at most 100 characters of it. */
    public static String quoted(String text) {
        if (text == null) {
            return "nothing";
        }
        String start = text.length() <= 100 ? text : text.substring(0, 100) + "...";
        return "'" + start.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?") + "'";
    }

    public Kind kind() {
        return kind;
    }

    /** A few words that name the sort of problem; the message says the particulars. */
    public String title() {
        return title;
    }

    /** Whole seconds after which the same request may succeed, at least 1: for {@code Retry-After}. */
    public long retryAfterSeconds() {
        return Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }

    public List<Complaint> complaints() {
        return complaints;
    }
}
