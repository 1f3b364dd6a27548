package aprendiz.inference.protocol;

import aprendiz.inference.TooLarge;
import aprendiz.inference.asking.Bodies;
import aprendiz.inference.asking.Callers;
import aprendiz.inference.batching.Call;
import aprendiz.model.Problem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** One request and its answer over HTTP, whatever the protocol. Whatever goes wrong is said in the protocol's words. */
@Singleton
public class Exchange {

    private static final Logger LOG = Logger.getLogger(Exchange.class);

    private final Callers callers;
    private final Bodies bodies;

    Exchange(Callers callers, Bodies bodies) {
        this.callers = callers;
        this.bodies = bodies;
    }

    /** Answers what was asked with a body. */
    public Response answer(
            HttpServerRequest http,
            InputStream body,
            Refusal.Dialect dialect,
            BiFunction<Call, byte[], Response> work) {
        return answer(http, dialect, call -> bodies.within(http, body, bytes -> work.apply(call, bytes)));
    }

    /** Answers what was asked without a body. */
    public Response answer(HttpServerRequest http, Refusal.Dialect dialect, Function<Call, Response> work) {
        try {
            return work.apply(callers.begin(http));
        } catch (Problem problem) {
            return dialect.say(Refusal.of(problem));
        } catch (TooLarge e) {
            return dialect.say(Refusal.of(e));
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s %s could not be answered", http.method(), http.path());
            return dialect.say(Refusal.ofFailure());
        }
    }
}
