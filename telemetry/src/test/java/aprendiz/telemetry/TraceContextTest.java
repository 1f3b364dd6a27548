package aprendiz.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;

class TraceContextTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void saysNothingWhereNothingIsTraced() {
        assertThat(TraceContext.headers()).isEmpty();
        assertThat(TraceContext.parent()).isNull();
    }

    @Test
    void saysWhatGoesOnElsewhere() {
        SpanContext here = SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault());
        try (Scope scope = Span.wrap(here).makeCurrent()) {
            assertThat(scope).isNotNull();
            assertThat(TraceContext.parent()).isEqualTo("00-" + TRACE + "-" + SPAN + "-01");
            assertThat(TraceContext.headers()).containsOnlyKeys("traceparent");
        }
    }
}
