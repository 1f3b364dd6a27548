package aprendiz.inference.feedback;

import aprendiz.model.Json;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

/** {@code POST /v1/feedback}: a true label or a reward for an answer. */
@Path("/v1/feedback")
public class FeedbackResource {

    private final FeedbackBook book;

    FeedbackResource(FeedbackBook book) {
        this.book = book;
    }

    /** @param news false if the same was said before */
    public record Taken(String id, int input, boolean news) {}

    @POST
    @Consumes(MediaType.WILDCARD)
    @RunOnVirtualThread
    public Taken take(byte[] body) {
        Feedback feedback = Json.parse(body, "the body", Feedback.class);
        return new Taken(feedback.id(), feedback.input(), book.take(feedback));
    }
}
