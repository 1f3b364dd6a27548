package aprendiz.outbox;

import aprendiz.messages.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A Kafka producer that keeps order. After the first failure nothing more is to be sent through it: close it, which throws
 * away what has not left, so that nothing overtakes the event that failed.
 */
final class Sender implements AutoCloseable {

    private static final byte[] MEDIA_TYPE = CloudEvent.MEDIA_TYPE.getBytes(StandardCharsets.UTF_8);

    private final KafkaProducer<String, String> producer;
    private final List<Future<RecordMetadata>> underWay = new ArrayList<>();

    Sender(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "enable.idempotence", true,
                        "delivery.timeout.ms", 30_000,
                        "request.timeout.ms", 10_000,
                        "max.block.ms", 10_000,
                        "reconnect.backoff.max.ms", 2_000),
                new StringSerializer(),
                new StringSerializer());
    }

    /**
     * Sends.
     *
     * @param trace null where nothing is traced
     * @throws ExecutionException if it cannot even be queued, as when the broker is away
     */
    void send(String topic, String key, String event, String trace) throws ExecutionException, InterruptedException {
        ProducerRecord<String, String> message = new ProducerRecord<>(topic, key, event);
        message.headers().add("content-type", MEDIA_TYPE);
        if (trace != null) {
            message.headers().add(CloudEvent.TRACE, trace.getBytes(StandardCharsets.UTF_8));
        }
        Future<RecordMetadata> sent = producer.send(message);
        if (sent.isDone()) {
            sent.get();
        }
        underWay.add(sent);
    }

    /** Returns when the broker has all of them. */
    void awaitAll() throws ExecutionException, InterruptedException {
        for (Future<RecordMetadata> sent : underWay) {
            sent.get();
        }
        underWay.clear();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
