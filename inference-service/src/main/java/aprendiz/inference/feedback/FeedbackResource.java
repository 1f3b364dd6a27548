package aprendiz.inference.feedback;

import aprendiz.inference.asking.Bodies;
import aprendiz.model.Json;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/** {@code POST /v1/feedback}: a true label or a reward for an answer. */
@Path("/v1/feedback")
public class FeedbackResource {

    private final FeedbackBook book;
    private final Bodies bodies;

    FeedbackResource(FeedbackBook book, Bodies bodies) {
        this.book = book;
        this.bodies = bodies;
    }

    /** @param news false if the same was said before */
    public record Taken(String id, int input, boolean news) {}

    @POST
    @Consumes(MediaType.WILDCARD)
    @RunOnVirtualThread
    public Taken take(@Context HttpServerRequest http, InputStream body) {
        byte[] json = bodies.small(http, body);
        Feedback feedback = Json.parse(json, "the body", Feedback.class);
        return new Taken(feedback.id(), feedback.input(), book.take(feedback));
    }
}
