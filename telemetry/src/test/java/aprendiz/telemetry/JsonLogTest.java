package aprendiz.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.handlers.QueueHandler;
import org.jboss.logmanager.handlers.WriterHandler;
import org.junit.jupiter.api.Test;

class JsonLogTest {

    private static ExtLogRecord record(String message) {
        ExtLogRecord record = new ExtLogRecord(Level.WARN, message, JsonLogTest.class.getName());
        record.setLoggerName("aprendiz.inference");
        return record;
    }

    private static JsonNode written(ExtLogRecord record) throws IOException {
        StringWriter written = new StringWriter();
        WriterHandler inner = new WriterHandler();
        inner.setWriter(written);
        QueueHandler outer = new QueueHandler(1);
        outer.addHandler(inner);
        JsonLog.format(new Handler[] {outer});
        outer.publish(record);
        inner.flush();
        String line = written.toString();
        assertThat(line.strip()).as("one line").doesNotContain("\n");
        return new ObjectMapper().readTree(line);
    }

    @Test
    void aLineSaysWhenHowUrgentlyWhoAndWhat() throws IOException {
        JsonNode line = written(record("two\nlines with \"quotes\" and a tab\t"));
        assertThat(line.path("message").asText()).isEqualTo("two\nlines with \"quotes\" and a tab\t");
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("logger").asText()).isEqualTo("aprendiz.inference");
        assertThat(line.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*");
    }

    @Test
    void aLineOfSomethingTracedNamesItsTrace() throws IOException {
        ExtLogRecord traced = record("answered");
        traced.putMdc("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(written(traced).at("/mdc/traceId").asText()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void anExceptionIsPartOfTheLine() throws IOException {
        ExtLogRecord failed = record("failed");
        failed.setThrown(new IllegalStateException("closed"));
        assertThat(written(failed).at("/exception/message").asText()).isEqualTo("closed");
    }
}
