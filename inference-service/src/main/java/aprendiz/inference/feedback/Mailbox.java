package aprendiz.inference.feedback;

import aprendiz.messages.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/** Sends events to Kafka from a thread of its own, which begins with the first. It is bounded, and forgets what fails. */
final class Mailbox implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Mailbox.class);
    private static final byte[] MEDIA_TYPE = CloudEvent.MEDIA_TYPE.getBytes(StandardCharsets.UTF_8);
    private static final int BUFFER = 4 << 20;
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(2);

    private final String bootstrapServers;
    private final BlockingQueue<CloudEvent> waiting;
    private Thread thread;
    private volatile boolean closed;

    Mailbox(String bootstrapServers, int room) {
        this.bootstrapServers = bootstrapServers;
        waiting = new ArrayBlockingQueue<>(room);
    }

    /** @return how many found no room; at once in any case */
    int post(List<CloudEvent> events) {
        begin();
        int lost = 0;
        for (CloudEvent event : events) {
            lost += waiting.offer(event) ? 0 : 1;
        }
        return lost;
    }

    private synchronized void begin() {
        if (thread == null && !closed) {
            thread = Thread.ofPlatform().daemon().name("prediction-log").start(this::run);
        }
    }

    private void run() {
        try (KafkaProducer<String, String> producer = producer()) {
            while (!closed || !waiting.isEmpty()) {
                send(producer, waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(KafkaProducer<String, String> producer, CloudEvent event) {
        ProducerRecord<String, String> message =
                new ProducerRecord<>(event.data().topic(), event.data().key(), event.toJson());
        message.headers().add("content-type", MEDIA_TYPE);
        if (event.trace() != null) {
            message.headers().add(CloudEvent.TRACE, event.trace().getBytes(StandardCharsets.UTF_8));
        }
        try {
            var unused = producer.send(message, (sent, failure) -> {
                if (failure != null) {
                    LOG.debugf("a prediction was not told: %s", failure.getMessage());
                }
            });
        } catch (KafkaException e) {
            LOG.debugf("a prediction was not told: %s", e.getMessage());
        }
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "1",
                        "linger.ms", 20,
                        "buffer.memory", BUFFER,
                        "delivery.timeout.ms", 30_000,
                        "request.timeout.ms", 10_000,
                        "max.block.ms", 1_000,
                        "reconnect.backoff.max.ms", 2_000),
                new StringSerializer(),
                new StringSerializer());
    }

    /** Sends what waits, if that takes a moment only. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        if (running == null) {
            return;
        }
        try {
            if (waiting.isEmpty()) {
                running.interrupt();
            }
            if (!running.join(LAST_MOMENTS)) {
                running.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
