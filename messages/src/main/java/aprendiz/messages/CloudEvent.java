package aprendiz.messages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.UUID;

/**
 * An event in its envelope: CloudEvents 1.0, structured mode, {@code application/cloudevents+json}.
 *
 * @param id unique; a consumer that has seen it does nothing
 * @param source who says it: {@code /aprendiz/registry}
 * @param time when it happened
 * @param trace in which it did: W3C's {@code traceparent}, which is an extension of CloudEvents; null where nothing is traced
 * @param data what happened
 */
public record CloudEvent(String id, String source, Instant time, String trace, Event data) {

    /** What CloudEvents and the headers of messages call the {@link #trace()}. */
    public static final String TRACE = "traceparent";

    /** The media type of {@link #toJson()}. */
    public static final String MEDIA_TYPE = "application/cloudevents+json; charset=UTF-8";

    private static final String PREFIX = "dev.aprendiz.";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The word for each event on the wire. Adding an event means adding a line. */
    private static final Map<String, Class<? extends Event>> TYPES = words();

    public CloudEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(data, "data");
    }

    /** Puts a new event in an envelope of its own. */
    public static CloudEvent of(String source, Event data) {
        return of(source, null, data);
    }

    /** The same of something that is traced; {@code trace} may be null. */
    public static CloudEvent of(String source, String trace, Event data) {
        return new CloudEvent(UUID.randomUUID().toString(), source, Instant.now(), trace, data);
    }

    /** Every word for an event on the wire, those of the training service too. */
    public static SequencedSet<String> types() {
        return Collections.unmodifiableSequencedSet(new LinkedHashSet<>(TYPES.keySet()));
    }

    public String type() {
        return typeOf(data);
    }

    public String toJson() {
        ObjectNode node = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", source)
                .put("type", type())
                .put("subject", data.key())
                .put("time", time.toString())
                .put("datacontenttype", "application/json");
        if (trace != null) {
            node.put(TRACE, trace);
        }
        node.set("data", JSON.valueToTree(data));
        return node.toString();
    }

    /**
     * Reads an envelope.
     *
     * @throws IllegalArgumentException if it is no CloudEvent of a type that this version knows; the message names what
     *     is wrong, never the content
     */
    public static CloudEvent parse(String json) {
        JsonNode node = readTree(json);
        if (!"1.0".equals(node.path("specversion").asText())) {
            throw new IllegalArgumentException("not a CloudEvent 1.0: no specversion");
        }
        Class<? extends Event> event = TYPES.get(attribute(node, "type"));
        if (event == null) {
            throw new IllegalArgumentException("a CloudEvent of a type that is not one of " + TYPES.keySet());
        }
        return new CloudEvent(
                attribute(node, "id"),
                attribute(node, "source"),
                time(node),
                node.path(TRACE).textValue(),
                data(node, event));
    }

    private static JsonNode readTree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a CloudEvent: no JSON, or more than one value");
        }
    }

    private static String attribute(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new IllegalArgumentException("not a CloudEvent 1.0: no " + name);
        }
        return value.textValue();
    }

    private static Instant time(JsonNode node) {
        try {
            return Instant.parse(attribute(node, "time"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a CloudEvent 1.0: its time is not as RFC 3339 writes it");
        }
    }

    private static Event data(JsonNode node, Class<? extends Event> type) {
        JsonNode data = node.path("data");
        if (!data.isObject()) {
            throw new IllegalArgumentException("a CloudEvent without data");
        }
        try {
            return JSON.treeToValue(data, type);
        } catch (ValueInstantiationException e) {
            String missing = e.getCause() instanceof NullPointerException cause ? cause.getMessage() : "something";
            throw new IllegalArgumentException("a " + type.getSimpleName() + " without " + missing);
        } catch (JsonMappingException e) {
            String field =
                    e.getPath().isEmpty() ? "data" : e.getPath().getLast().getFieldName();
            throw new IllegalArgumentException("a " + type.getSimpleName() + " whose " + field + " is wrong");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a " + type.getSimpleName() + " whose data is wrong");
        }
    }

    private static String typeOf(Event event) {
        for (Map.Entry<String, Class<? extends Event>> entry : TYPES.entrySet()) {
            if (entry.getValue() == event.getClass()) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException("no word for " + event.getClass());
    }

    private static Map<String, Class<? extends Event>> words() {
        Map<String, Class<? extends Event>> types = new LinkedHashMap<>();
        types.put(PREFIX + "job.waiting", Event.JobWaiting.class);
        types.put(PREFIX + "job.started", Event.JobStarted.class);
        types.put(PREFIX + "job.progressed", Event.JobProgressed.class);
        types.put(PREFIX + "job.succeeded", Event.JobSucceeded.class);
        types.put(PREFIX + "job.measured", Event.JobMeasured.class);
        types.put(PREFIX + "job.refused", Event.JobRefused.class);
        types.put(PREFIX + "job.failed", Event.JobFailed.class);
        types.put(PREFIX + "job.cancelled", Event.JobCancelled.class);
        types.put(PREFIX + "version.published", Event.VersionPublished.class);
        types.put(PREFIX + "alias.moved", Event.AliasMoved.class);
        types.put(PREFIX + "alias.refused", Event.AliasRefused.class);
        types.put(PREFIX + "alias.gates-set", Event.GatesSet.class);
        types.put(PREFIX + "version.evaluated", Event.VersionEvaluated.class);
        types.put(PREFIX + "version.imported", Event.VersionImported.class);
        types.put(PREFIX + "version.signed", Event.VersionSigned.class);
        types.put(PREFIX + "webhook.changed", Event.WebhookChanged.class);
        types.put(PREFIX + "version.deleted", Event.VersionDeleted.class);
        types.put(PREFIX + "version.restored", Event.VersionRestored.class);
        types.put(PREFIX + "version.hold-changed", Event.HoldChanged.class);
        types.put(PREFIX + "blob.rotten", Event.BlobRotten.class);
        types.put(PREFIX + "prediction.made", Event.PredictionMade.class);
        types.put(PREFIX + "feedback.given", Event.FeedbackGiven.class);
        return types;
    }
}
