package aprendiz.inference.asking;

import aprendiz.inference.Settings;
import aprendiz.inference.batching.Call;
import aprendiz.model.Problem;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a request over HTTP begins and ends, whatever its protocol.
 *
 * <p>{@code X-Aprendiz-Timeout-Ms} says how long its caller waits, {@code Priority: u=1} (RFC 9218) how urgent it is;
 * requests with the same {@code X-Aprendiz-Key} are answered by the same version. When the connection closes, what still
 * waits is dropped.
 */
@Singleton
public class Callers {

    public static final String TIMEOUT = "X-Aprendiz-Timeout-Ms";
    public static final String PRIORITY = "Priority";
    public static final String KEY = "X-Aprendiz-Key";

    private static final Pattern URGENCY = Pattern.compile("(?:^|,)\\s*u\\s*=\\s*([0-7])\\s*(?:[,;]|$)");
    private static final Pattern MILLIS = Pattern.compile("[1-9]\\d{0,8}");

    private final Settings settings;

    Callers(Settings settings) {
        this.settings = settings;
    }

    /** @throws Problem of kind INVALID if the timeout is no number of milliseconds */
    public Call begin(HttpServerRequest request) {
        Call call = new Call(
                patience(request.getHeader(TIMEOUT)), urgency(request.getHeader(PRIORITY)), request.getHeader(KEY));
        HttpServerResponse response = request.response();
        response.closeHandler(closed -> call.leave());
        return call;
    }

    /** No longer than the service allows. */
    private Duration patience(String header) {
        Duration most = settings.patience();
        if (header == null) {
            return most;
        }
        if (!MILLIS.matcher(header).matches()) {
            throw Problem.invalid(
                    "Bad header", TIMEOUT + ": " + Problem.quoted(header) + " is no number of milliseconds from 1");
        }
        Duration wanted = Duration.ofMillis(Long.parseLong(header));
        return wanted.compareTo(most) < 0 ? wanted : most;
    }

    /** As usual where none is said; a header that is not understood is ignored, as RFC 9218 asks. */
    private static int urgency(String header) {
        Matcher said = URGENCY.matcher(header == null ? "" : header);
        return said.find() ? Integer.parseInt(said.group(1)) : Call.USUAL;
    }

    /** Says which version answered, what with, and what it took. */
    public static Response.ResponseBuilder signed(Response.ResponseBuilder response, Reply<?> reply, Call call) {
        Call.Times times = call.times();
        reply.id().ifPresent(id -> response.header("X-Aprendiz-Prediction", id));
        return response.header("X-Aprendiz-Version", reply.version().label())
                .header("X-Repo-Commit", reply.version().commit())
                .header("X-Aprendiz-Variant", reply.form())
                .header("X-Compute-Time", seconds(times.total()))
                .header("X-Compute-Tokens", call.tokens())
                .header("X-Total-Time", times.total().toMillis())
                .header("X-Tokenization-Time", times.reading().toMillis())
                .header("X-Queue-Time", times.queue().toMillis())
                .header("X-Inference-Time", times.compute().toMillis());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.4f", time.toNanos() / 1e9);
    }
}
