package aprendiz.registry.webhooks;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import aprendiz.messages.CloudEvent;
import aprendiz.messages.Event;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasWish;
import aprendiz.model.catalog.Webhook;
import aprendiz.model.catalog.WebhookDelivery;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhooksTest extends RegistryTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** What a receiver sees of a delivery. */
    record Received(String id, String timestamp, String signature, String type, String body) {}

    @Inject
    EntityManager entities;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final ModelName name = newName();
    private HttpServer receiver;
    private URI address;
    private volatile int refusal = 500;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            received.add(new Received(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(refusals.getAndDecrement() > 0 ? refusal : 204, -1);
            exchange.close();
        });
        receiver.start();
        address = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/told");
    }

    @AfterEach
    void close() {
        receiver.stop(0);
        client.webhooks().list().forEach(hook -> client.webhooks().remove(hook.id()));
    }

    @Test
    void whatHappensIsToldAndSigned() throws IOException {
        Webhook hook = client.webhooks().register(new Webhook(address, name, List.of(), null));
        publish(name, 1);
        publish(newName(), 1);
        client.moveAlias(name, "champion", new AliasWish(1, 0, "ana", "first"));

        await().atMost(LONG).until(() -> received.size() >= 3);
        assertThat(received)
                .extracting(one -> CloudEvent.parse(one.body()).type())
                .containsExactlyInAnyOrder(
                        "dev.aprendiz.webhook.changed", "dev.aprendiz.version.published", "dev.aprendiz.alias.moved");
        for (Received one : received) {
            long timestamp = Long.parseLong(one.timestamp());
            assertThat(one.signature()).isEqualTo(Secret.of(hook.secret()).sign(one.id(), timestamp, one.body()));
            assertThat(timestamp)
                    .isBetween(
                            Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond() + 1);
            assertThat(one.type()).startsWith("application/cloudevents+json");
            assertThat(CloudEvent.parse(one.body()).id()).isEqualTo(one.id());
        }
        await().atMost(LONG).until(() -> states(hook).equals(List.of("delivered", "delivered", "delivered")));
    }

    @Test
    void onlyTheEventsThatWereAskedForAreTold() throws IOException {
        client.webhooks().register(new Webhook(address, null, List.of("alias.moved"), null));
        publish(name, 2);
        client.moveAlias(name, "champion", new AliasWish(1, 0, "ana", "first"));

        await().atMost(LONG).until(() -> !received.isEmpty());
        assertThat(received)
                .extracting(one -> CloudEvent.parse(one.body()).data())
                .allMatch(Event.AliasMoved.class::isInstance);
    }

    @Test
    void triesAgainUntilItIsTakenWithTheSameId() throws IOException {
        Webhook hook = client.webhooks().register(new Webhook(address, name, List.of("version.published"), null));
        refusals.set(2);
        publish(name, 3);

        await().atMost(LONG).until(() -> states(hook).equals(List.of("delivered")));
        assertThat(received)
                .hasSize(3)
                .extracting(Received::id)
                .containsOnly(received.getFirst().id());
        WebhookDelivery delivery = client.webhooks().deliveries(hook.id()).getFirst();
        assertThat(delivery.attempts()).isEqualTo(3);
        assertThat(delivery.status()).isEqualTo(204);
        assertThat(delivery.error()).isNull();
        assertThat(delivery.type()).isEqualTo("dev.aprendiz.version.published");
    }

    @Test
    void givesUpAfterSomeAttemptsOrWhenToldThatItIsGone() throws IOException {
        Webhook hook = client.webhooks().register(new Webhook(address, name, List.of("version.published"), null));
        refusals.set(1000);
        publish(name, 4);
        await().atMost(LONG).until(() -> states(hook).equals(List.of("failed")));
        assertThat(client.webhooks().deliveries(hook.id()).getFirst().error()).isEqualTo("answered 500");
        assertThat(received).hasSize(3);

        refusal = 410;
        publish(name, 5);
        await().atMost(LONG).until(() -> states(hook).equals(List.of("failed", "failed")));
        assertThat(received).hasSize(4);
    }

    @Test
    void aFullQueueLosesWhatIsNewAndCountsIt() throws IOException {
        Webhook hook = client.webhooks().register(new Webhook(address, name, List.of("version.published"), null));
        fill(hook.id());
        publish(name, 6);

        Webhook now = client.webhooks().webhook(hook.id());
        assertThat(now.waiting()).isEqualTo(1);
        assertThat(now.lost()).isEqualTo(1);
    }

    @Test
    void theSecretIsShownOnceAndThePingIsSignedWithIt() {
        String secret = Secret.random().text();
        Webhook hook = client.webhooks().register(new Webhook(address, name, List.of(), secret));
        assertThat(hook.secret()).isEqualTo(secret);
        assertThat(given().get("/v1/webhooks").asString())
                .doesNotContain(secret)
                .contains("/told");
        assertThat(given().get("/v1/webhooks/" + hook.id()).asString()).doesNotContain(secret);

        WebhookDelivery ping = client.webhooks().ping(hook.id());
        assertThat(ping.state()).isEqualTo("delivered");
        assertThat(received)
                .filteredOn(one -> one.id().equals(ping.event()))
                .singleElement()
                .satisfies(one -> assertThat(one.signature())
                        .isEqualTo(Secret.of(secret).sign(one.id(), Long.parseLong(one.timestamp()), one.body())));
        receiver.stop(0);
        assertThat(client.webhooks().ping(hook.id()).state()).isEqualTo("failed");
    }

    @Test
    void refusesWhatIsNoWebhook() {
        refused(new Webhook(URI.create("file:///etc/passwd"), null, List.of(), null), "url");
        refused(new Webhook(address, null, List.of("alias.exploded"), null), "is not one of");
        refused(new Webhook(address, null, List.of(), "easy"), "secret");
        assertThatThrownBy(() -> client.webhooks().webhook(0)).hasMessageContaining("no webhook 0");
    }

    private void refused(Webhook wish, String why) {
        assertThatThrownBy(() -> client.webhooks().register(wish))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID))
                .hasMessageContaining(why);
    }

    private List<String> states(Webhook hook) {
        return client.webhooks().deliveries(hook.id()).stream()
                .map(WebhookDelivery::state)
                .toList();
    }

    private void publish(ModelName model, int seed) throws IOException {
        client.publish(RepositoryType.MODEL, model, Sample.model(temp.resolve("m" + seed), seed), "", null);
    }

    /** Leaves room for one event, and lets one wait for longer than the test takes. */
    @Transactional
    void fill(long hook) {
        entities.createNativeQuery("update webhook set capacity = 1 where id = ?1")
                .setParameter(1, hook)
                .executeUpdate();
        entities.createNativeQuery("insert into webhook_delivery (webhook_id, event_id, type, body, next_at)"
                        + " values (?1, 'e', 't', '{}', now() + interval '1 hour')")
                .setParameter(1, hook)
                .executeUpdate();
    }
}
