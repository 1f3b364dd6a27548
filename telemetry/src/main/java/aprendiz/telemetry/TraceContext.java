package aprendiz.telemetry;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.TreeMap;

/** Where in a trace the caller stands, in the words of W3C's Trace Context, for whoever goes on with it elsewhere. */
public final class TraceContext {

    private static final String PARENT = "traceparent";

    private TraceContext() {}

    /** The headers that a request takes along, by name; none where nothing is traced. */
    public static Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        W3CTraceContextPropagator.getInstance()
                .inject(Context.current(), headers, (all, name, value) -> headers.put(name, value));
        return headers;
    }

    /** The {@code traceparent} that an event takes along; null where nothing is traced. */
    public static String parent() {
        return headers().get(PARENT);
    }
}
