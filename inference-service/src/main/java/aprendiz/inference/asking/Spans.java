package aprendiz.inference.asking;

import aprendiz.inference.batching.Call;
import aprendiz.inference.serving.Pin;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Tells the trace of a request, if it is traced, where its time went: one span after the other, from what was measured. */
@Singleton
class Spans {

    private static final String VERSION = "aprendiz.version";

    private final Tracer tracer;

    Spans(Tracer tracer) {
        this.tracer = tracer;
    }

    /**
     * Tells.
     *
     * @param version that was asked; null if there was none
     */
    void tell(Pin version, Call.Times times) {
        Span request = Span.current();
        if (!request.isRecording()) {
            return;
        }
        if (version != null) {
            request.setAttribute(VERSION, version.label());
        }
        Instant begun = Instant.now().minus(times.total());
        Instant read = span("tokenise", begun, times.reading());
        Instant taken = span("queue", read, times.queue());
        span("compute", taken, times.compute());
    }

    private Instant span(String name, Instant begun, Duration time) {
        Instant end = begun.plus(time);
        if (!time.isZero()) {
            tracer.spanBuilder(name).setStartTimestamp(begun).startSpan().end(end);
        }
        return end;
    }
}
