package aprendiz.inference.huggingface;

import aprendiz.inference.Settings;
import aprendiz.inference.asking.Bodies;
import aprendiz.inference.asking.Callers;
import aprendiz.inference.asking.Inference;
import aprendiz.inference.asking.Reply;
import aprendiz.inference.asking.TooLarge;
import aprendiz.inference.batching.Call;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.transformers.tasks.LabelScore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * {@code POST /models/{namespace}/{name}}: which labels fit these texts?
 *
 * <p>Answers a list for each text, also where there is only one, since that is what Hugging Face's clients read. Errors
 * are {@code {"error": "..."}}.
 */
@Path("/models/{namespace}/{name}")
public class TextClassification {

    private static final Logger LOG = Logger.getLogger(TextClassification.class);
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    private final Inference inference;
    private final Callers callers;
    private final Bodies bodies;
    private final Settings settings;

    TextClassification(Inference inference, Callers callers, Bodies bodies, Settings settings) {
        this.inference = inference;
        this.callers = callers;
        this.bodies = bodies;
        this.settings = settings;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public Response classify(
            @PathParam("namespace") String namespace,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue("champion") String revision,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long length,
            @Context HttpServerRequest http,
            InputStream body) {
        try {
            Call call = callers.begin(http);
            return bodies.within(body, length, bytes -> {
                ClassificationRequest request =
                        ClassificationRequest.parse(bytes, settings.requests().texts());
                Reply<List<LabelScore>> reply =
                        inference.ask(call, new ModelName(namespace, name), checked(revision), request.query());
                return Callers.signed(Response.ok(reply.all()), reply, call).build();
            });
        } catch (Problem problem) {
            return refusal(problem.kind().status(), problem.getMessage(), problem.retryAfterSeconds());
        } catch (TooLarge e) {
            return refusal(413, e.getMessage(), 0);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s/%s@%s could not answer", namespace, name, revision);
            return refusal(500, "the service failed; its log says why", 0);
        }
    }

    private static String checked(String revision) {
        if (!REVISION.matcher(revision).matches()) {
            throw Problem.notFound("Unknown revision", "'" + revision + "' is no alias, number or commit");
        }
        return revision;
    }

    private static Response refusal(int status, String message, long retryAfterSeconds) {
        Response.ResponseBuilder refusal =
                Response.status(status).type(MediaType.APPLICATION_JSON).entity(Map.of("error", message));
        if (status == 429 || status == 503) {
            refusal.header(HttpHeaders.RETRY_AFTER, retryAfterSeconds);
        }
        return refusal.build();
    }
}
