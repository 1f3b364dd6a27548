package aprendiz.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String DIGEST = COMMIT + "89abcdef0123456789abcdef";

    /** What a reader of another year must still be able to read, and what other languages see. */
    private static final String ALIAS_MOVED = """
            {"specversion":"1.0","id":"6f1d","source":"/aprendiz/registry","type":"dev.aprendiz.alias.moved",\
            "subject":"samples/hotel-rooms-rating","time":"2026-01-02T03:04:05.678901Z",\
            "datacontenttype":"application/json","data":{"name":"samples/hotel-rooms-rating","alias":"champion",\
            "from":2,"to":3,"commit":"0123456789abcdef0123456789abcdef01234567",\
            "digest":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",\
            "by":"training","reason":"job 7 passed its gate"}}""";

    static List<Event> events() {
        return List.of(
                new Event.JobWaiting("job-1"),
                new Event.JobStarted("job-1", 2, "worker-1"),
                new Event.JobProgressed("job-1", "fine-tuning", 3, 10, 0.5, 12.5),
                new Event.JobProgressed("job-1", "publishing", 0, 1, null, null),
                new Event.JobSucceeded(
                        "job-1", "a/b", 3, "champion", new TreeMap<>(Map.of("accuracy", 0.1 + 0.2, "macro-f1", 0.5))),
                new Event.JobSucceeded("job-1", "a/b", 3, null, null),
                new Event.JobMeasured("job-1", new TreeMap<>(Map.of("accuracy", 0.75))),
                new Event.JobRefused("job-1", "a/b", 3, "accuracy 0.4 is not >= 0.5"),
                new Event.JobFailed("job-1", "¡ay! \"quoted\"\n\u2028 日本 \uD83D\uDE00"),
                new Event.JobCancelled("job-1", "somebody"),
                new Event.VersionPublished("model", "a/b", 1, COMMIT, DIGEST, "base"),
                new Event.VersionPublished("dataset", "a/b", 1, COMMIT, DIGEST, null),
                new Event.AliasMoved("a/b", "champion", null, 1, COMMIT, DIGEST, "me", "first"),
                aliasMoved(),
                new Event.AliasRefused("a/b", "champion", null, 2, "me", List.of("0.4 is less than 0.5")),
                new Event.GatesSet("a/b", "champion", 2, "me"),
                new Event.VersionEvaluated("a/b", 1, "a/rooms", DIGEST, "test", "accuracy", 0.5, "me"),
                new Event.VersionImported("model", "a/b", 1, COMMIT, "hf:c/d@main", COMMIT),
                new Event.VersionImported("dataset", "a/b", 1, COMMIT, "zip", null),
                new Event.VersionSigned("model", "a/b", 1, COMMIT, DIGEST),
                new Event.WebhookChanged("a/b", 7, true, "me"),
                new Event.VersionDeleted("model", "a/b", 1, COMMIT, "me", "a mistake"),
                new Event.VersionRestored("model", "a/b", 1, COMMIT, "me"),
                new Event.HoldChanged("model", "a/b", 1, "audit", true, "me"),
                new Event.BlobRotten(DIGEST, COMMIT, 3),
                new Event.PredictionMade("p1", 0, "a/b", 3, "champion", TextNode.valueOf("Fine."), IntNode.valueOf(1)),
                new Event.FeedbackGiven("p1", 0, "a/b", 3, "good", null, "me"),
                new Event.FeedbackGiven("p1", 0, "a/b", 3, null, 0.5, "me"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void comesBackAsItLeft(Event event) {
        CloudEvent sent = CloudEvent.of("/aprendiz/test", event);
        CloudEvent received = CloudEvent.parse(sent.toJson());
        assertThat(received).isEqualTo(sent);
        assertThat(received.toJson()).isEqualTo(sent.toJson());
        assertThat(event.topic()).startsWith("aprendiz.");
        assertThat(event.key()).isIn("job-1", "a/b", "samples/hotel-rooms-rating", DIGEST);
    }

    @Test
    void everyEventIsTriedHere() {
        assertThat(events().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(leaves(Event.class).toList());
    }

    @Test
    void isWrittenAsTheseBytes() {
        CloudEvent event = new CloudEvent(
                "6f1d", "/aprendiz/registry", Instant.parse("2026-01-02T03:04:05.678901Z"), null, aliasMoved());
        assertThat(event.toJson()).isEqualTo(ALIAS_MOVED);
        assertThat(CloudEvent.parse(ALIAS_MOVED)).isEqualTo(event);
    }

    @Test
    void givesEachEventAnIdOfItsOwn() {
        Event event = new Event.JobWaiting("job-1");
        assertThat(CloudEvent.of("/a", event).id())
                .isNotEqualTo(CloudEvent.of("/a", event).id());
    }

    @Test
    void keepsTheTraceInWhichItHappened() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        CloudEvent sent = CloudEvent.of("/a", trace, new Event.JobWaiting("job-1"));
        assertThat(sent.toJson()).contains("\"traceparent\":\"" + trace + "\"");
        assertThat(CloudEvent.parse(sent.toJson())).isEqualTo(sent);
    }

    @Test
    void leavesAloneWhatNewerWritersAdd() {
        String newer = ALIAS_MOVED
                .replace("\"to\":3", "\"to\":3,\"colour\":\"red\"")
                .replace("\"id\":", "\"partitionkey\":\"a\",\"id\":");
        assertThat(CloudEvent.parse(newer)).isEqualTo(CloudEvent.parse(ALIAS_MOVED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "42",
                "[]",
                "{}",
                "{",
                "secret",
                "\"secret\"",
                "{\"specversion\":\"0.3\"}",
                "\u0000"
            })
    void refusesGarbage(String text) {
        refuses(text, "not a CloudEvent");
    }

    @Test
    void refusesHalfAnEnvelope() {
        refuses(ALIAS_MOVED + "{}", "more than one value");
        refuses(ALIAS_MOVED.substring(0, 200), "no JSON");
        refuses(ALIAS_MOVED.replace("\"id\":\"6f1d\",", ""), "no id");
        refuses(ALIAS_MOVED.replace("\"6f1d\"", "\" \""), "no id");
        refuses(ALIAS_MOVED.replace("/aprendiz/registry", ""), "no source");
        refuses(ALIAS_MOVED.replace("\"dev.aprendiz.alias.moved\"", "17"), "no type");
        refuses(ALIAS_MOVED.replace("2026-01-02", "secret"), "its time is not as RFC 3339 writes it");
        refuses(ALIAS_MOVED.replace("\"time\"", "\"tim\""), "no time");
        refuses("[".repeat(100_000), "no JSON");
    }

    @Test
    void refusesUnknownTypes() {
        refuses(ALIAS_MOVED.replace("dev.aprendiz.alias.moved", "dev.aprendiz.secret"), "dev.aprendiz.alias.moved");
        refuses(ALIAS_MOVED.replace("dev.aprendiz.alias.moved", "java.lang.secret"), "of a type that is not one of");
    }

    @Test
    void refusesDataThatIsNotItsTypes() {
        refuses(ALIAS_MOVED.replace("\"data\":", "\"datum\":"), "without data");
        refuses(ALIAS_MOVED.replaceAll("\"data\":.*", "\"data\":null}"), "without data");
        refuses(ALIAS_MOVED.replaceAll("\"data\":.*", "\"data\":\"secret\"}"), "without data");
        refuses(ALIAS_MOVED.replace("\"to\":3", "\"to\":\"secret\""), "AliasMoved whose to is wrong");
        refuses(ALIAS_MOVED.replace("\"to\":3", "\"to\":99999999999"), "AliasMoved whose to is wrong");
        refuses(ALIAS_MOVED.replace("\"alias\":\"champion\",", ""), "AliasMoved without alias");
        refuses(ALIAS_MOVED.replace("\"digest\"", "\"diges\""), "AliasMoved without digest");
    }

    private static void refuses(String json, String words) {
        assertThatThrownBy(() -> CloudEvent.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    private static Event aliasMoved() {
        return new Event.AliasMoved(
                "samples/hotel-rooms-rating", "champion", 2, 3, COMMIT, DIGEST, "training", "job 7 passed its gate");
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(CloudEventTest::leaves)
                : Stream.of(type);
    }
}
