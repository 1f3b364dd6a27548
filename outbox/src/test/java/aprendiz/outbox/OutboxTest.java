package aprendiz.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.messages.CloudEvent;
import aprendiz.messages.Event;
import aprendiz.messages.Topic;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a relay works by being open
class OutboxTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static Servers servers;
    private static int schemas;

    private final Outbox outbox = new Outbox("/aprendiz/test");
    private String schema;

    @BeforeAll
    static void start() {
        servers = new Servers();
    }

    @BeforeEach
    void newSchema() throws SQLException, IOException {
        schema = "service_" + ++schemas;
        servers.createSchema(schema);
    }

    @Test
    void committedEventsArriveInOrderAsTheyWereWritten() throws SQLException {
        add(0, 40);
        try (OutboxRelay relay = relay()) {
            add(40, 80);
            List<ConsumerRecord<String, String>> messages = read(80);
            assertThat(jobs(messages)).isEqualTo(names(0, 80));
            assertThat(messages).extracting(ConsumerRecord::value).isEqualTo(stored());
            assertThat(messages.getFirst().headers().lastHeader("content-type").value())
                    .asString()
                    .startsWith("application/cloudevents+json");
            await(() -> unsent() == 0);
        }
    }

    @Test
    void anEventTakesItsTraceAlong() throws SQLException {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        add(0, 1);
        try (OutboxRelay relay = relay();
                Connection connection = servers.open(schema)) {
            new Outbox("/aprendiz/test", () -> trace).add(connection, progress("1"));
            List<ConsumerRecord<String, String>> messages = read(2);
            assertThat(messages.getFirst().headers().lastHeader(CloudEvent.TRACE))
                    .as("nothing was traced")
                    .isNull();
            assertThat(messages.getLast().headers().lastHeader(CloudEvent.TRACE).value())
                    .asString()
                    .isEqualTo(trace);
        }
    }

    @Test
    void anEventLeavesSoonAfterItsCommit() throws Exception {
        try (OutboxRelay relay = relay()) {
            add(0, 1);
            read(1);
            await(() -> unsent() == 0);
            long fastest = Long.MAX_VALUE;
            for (int i = 1; i < 5; i++) {
                long before = System.nanoTime();
                add(i, i + 1);
                await(() -> unsent() == 0);
                fastest = Math.min(fastest, System.nanoTime() - before);
            }
            assertThat(Duration.ofNanos(fastest))
                    .as("woken by the commit, not by the next look a second later")
                    .isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void whatIsRolledBackIsNeverSaid() throws Exception {
        try (Connection connection = servers.open(schema)) {
            connection.setAutoCommit(false);
            outbox.add(connection, progress("lost"));
            connection.rollback();
        }
        add(0, 1);
        try (OutboxRelay relay = relay()) {
            assertThat(jobs(read(1))).containsExactly("0");
            await(() -> unsent() == 0);
        }
    }

    @Test
    void oneOfTwoRelaysSendsAndTheOtherTakesOver() throws Exception {
        OutboxRelay first = relay();
        try (OutboxRelay second = relay()) {
            add(0, 50);
            assertThat(jobs(read(50))).isEqualTo(names(0, 50));
            first.close();
            add(50, 60);
            assertThat(jobs(read(60))).isEqualTo(names(0, 60));
        }
    }

    @Test
    void eventsWaitWhileTheBrokerIsAway() throws Exception {
        try (OutboxRelay relay = relay()) {
            add(0, 1);
            read(1);
            servers.stopKafka();
            add(1, 30);
            Thread.sleep(1_500);
            assertThat(unsent()).isEqualTo(29);
            servers.startKafka();
            assertThat(distinct(jobs(read(30)))).isEqualTo(names(0, 30));
            await(() -> unsent() == 0);
        }
    }

    @Test
    void theRelayGoesOnWhenTheDatabaseIsBack() throws Exception {
        try (OutboxRelay relay = relay()) {
            add(0, 1);
            read(1);
            servers.stopPostgres();
            Thread.sleep(1_500);
            servers.startPostgres();
            add(1, 5);
            assertThat(distinct(jobs(read(5)))).isEqualTo(names(0, 5));
        }
    }

    @Test
    void forgetsWhatWasSentLongAgo() throws Exception {
        add(0, 3);
        execute("update outbox set sent_at = now() - interval '8 days' where id < 3");
        try (OutboxRelay relay = relay()) {
            await(() -> count("select count(*) from outbox") == 1);
            await(() -> unsent() == 0);
        }
    }

    @Test
    void refusesAnEventThatCouldNeverBeSent() throws SQLException {
        try (Connection connection = servers.open(schema)) {
            assertThatThrownBy(() -> outbox.add(connection, new Event.JobFailed("1", "x".repeat(1_000_000))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("900000 are the most");
        }
    }

    @Test
    void theInboxKnowsAnEventOnlyOnceItsEffectIsCommitted() throws SQLException {
        Inbox inbox = new Inbox("reader");
        try (Connection connection = servers.open(schema)) {
            connection.setAutoCommit(false);
            assertThat(inbox.firstTime(connection, "e1")).isTrue();
            connection.rollback();
            assertThat(inbox.firstTime(connection, "e1")).isTrue();
            connection.commit();
            assertThat(inbox.firstTime(connection, "e1")).isFalse();
            assertThat(new Inbox("another").firstTime(connection, "e1")).isTrue();
        }
    }

    private OutboxRelay relay() {
        return new OutboxRelay(() -> servers.open(schema), servers.kafka());
    }

    private void add(int from, int to) throws SQLException {
        try (Connection connection = servers.open(schema)) {
            connection.setAutoCommit(false);
            for (int i = from; i < to; i++) {
                outbox.add(connection, progress(Integer.toString(i)));
                connection.commit();
            }
        }
    }

    /** An event whose key is the schema, so that the tests do not see each other's. */
    private Event progress(String reason) {
        return new Event.JobFailed(schema, reason);
    }

    private List<ConsumerRecord<String, String>> read(int count) {
        List<ConsumerRecord<String, String>> messages = servers.read(Topic.TRAINING_EVENTS, schema, count, SOON);
        assertThat(messages).hasSizeGreaterThanOrEqualTo(count);
        return messages;
    }

    private static List<String> jobs(List<ConsumerRecord<String, String>> messages) {
        return messages.stream()
                .map(message -> switch (CloudEvent.parse(message.value()).data()) {
                    case Event.JobFailed failed -> failed.reason();
                    case Event other -> throw new AssertionError(other.toString());
                })
                .toList();
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static List<String> distinct(List<String> names) {
        return names.stream().distinct().toList();
    }

    private List<String> stored() throws SQLException {
        List<String> events = new ArrayList<>();
        try (Connection connection = servers.open(schema);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select event from outbox order by id")) {
            while (rows.next()) {
                events.add(rows.getString(1));
            }
        }
        return events;
    }

    private long unsent() throws SQLException {
        return count("select count(*) from outbox where sent_at is null");
    }

    private long count(String query) throws SQLException {
        try (Connection connection = servers.open(schema);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = servers.open(schema);
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }

    private static void await(Callable<Boolean> condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        try {
            while (!condition.call()) {
                assertThat(System.nanoTime()).as("waited %s", SOON).isLessThan(deadline);
                Thread.sleep(10);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
