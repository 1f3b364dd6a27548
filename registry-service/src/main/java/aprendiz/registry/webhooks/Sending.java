package aprendiz.registry.webhooks;

import aprendiz.messages.CloudEvent;
import aprendiz.model.Problem;
import aprendiz.registry.Outside;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;

/** Brings one event to one address. Redirections are not followed: they could lead where webhooks may not. */
@Singleton
class Sending {

    /**
     * What came of an attempt.
     *
     * @param status null if there was no answer
     * @param error null if it was taken
     */
    record Outcome(Integer status, String error) {

        boolean good() {
            return error == null;
        }

        /** The address says that it will never take anything again. */
        boolean isFinal() {
            return status != null && status == 410;
        }
    }

    /** @param id of the event, by which receivers know it again */
    record Letter(String url, String secret, String id, String body) {

        /** Says nothing of the secret, nor of an address that may hold one. */
        @Override
        public String toString() {
            return "Letter[" + id + "]";
        }
    }

    private final WebhookSettings settings;
    private final HttpClient http;

    Sending(WebhookSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
    }

    /** @throws Problem if webhooks may not lead there */
    void check(URI url) {
        Outside.host(url, "url");
        if (!settings.privateTargets()) {
            Outside.check(url, "url");
        }
    }

    Outcome send(Letter letter) throws InterruptedException {
        try {
            URI url = URI.create(letter.url());
            check(url);
            long now = Instant.now().getEpochSecond();
            HttpRequest request = HttpRequest.newBuilder(url)
                    .timeout(settings.timeout())
                    .header("Content-Type", CloudEvent.MEDIA_TYPE)
                    .header("User-Agent", "aprendiz-registry")
                    .header("webhook-id", letter.id())
                    .header("webhook-timestamp", Long.toString(now))
                    .header("webhook-signature", Secret.of(letter.secret()).sign(letter.id(), now, letter.body()))
                    .POST(BodyPublishers.ofString(letter.body()))
                    .build();
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            // what it has to say beside its status may be without end
            answer.body().close();
            int status = answer.statusCode();
            return new Outcome(status, status / 100 == 2 ? null : "answered " + status);
        } catch (IOException e) {
            return new Outcome(null, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } catch (Problem e) {
            return new Outcome(null, e.getMessage());
        }
    }
}
