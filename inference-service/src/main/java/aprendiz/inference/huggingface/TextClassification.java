package aprendiz.inference.huggingface;

import aprendiz.inference.Settings;
import aprendiz.inference.serving.Gate;
import aprendiz.inference.serving.LiveModels;
import aprendiz.inference.serving.LiveVersion;
import aprendiz.inference.serving.Meters;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

    private final LiveModels models;
    private final Settings settings;
    private final Meters meters;
    private final Gate bytes;
    private final Gate texts;

    TextClassification(LiveModels models, Settings settings, Meters meters) {
        this.models = models;
        this.settings = settings;
        this.meters = meters;
        this.bytes = new Gate(
                "bytes of requests", settings.requests().bodies().asBigInteger().intValueExact());
        this.texts = new Gate("waiting texts", settings.requests().queue());
        meters.watch("aprendiz.inference.queue.texts", texts);
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
            InputStream body) {
        Call call = new Call();
        Response response;
        try {
            response = bytes.within(expected(length), () -> {
                ClassificationRequest request = ClassificationRequest.parse(
                        read(body), settings.requests().texts());
                ModelName model = new ModelName(namespace, name);
                String known = checked(revision);
                return texts.within(request.texts().size(), () -> answer(call, model, known, request));
            });
        } catch (Problem problem) {
            response = refusal(problem.kind().status(), problem.getMessage());
        } catch (TooLarge e) {
            response = refusal(413, e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s/%s@%s could not answer", namespace, name, revision);
            response = refusal(500, "the service failed; its log says why");
        }
        meters.request(call.version, response.getStatus(), call.time());
        return response;
    }

    private Response answer(Call call, ModelName model, String revision, ClassificationRequest request) {
        try (LiveVersion version = models.take(model, revision)) {
            call.version = version;
            float[][] logits = version.logits(request.texts(), settings.patience());
            Scoring scoring =
                    request.scoring() == null ? Scoring.suiting(version.labels().size()) : request.scoring();
            int topK = request.topK() == null ? version.labels().size() : request.topK();
            List<List<Prediction>> answers = Arrays.stream(logits)
                    .map(row -> Prediction.of(version.labels(), scoring.scores(row)).stream()
                            .limit(topK)
                            .toList())
                    .toList();
            return Response.ok(answers)
                    .header("X-Aprendiz-Version", version.pin().label())
                    .header("X-Repo-Commit", version.pin().commit())
                    .header(
                            "X-Compute-Time",
                            String.format(Locale.ROOT, "%.4f", call.time().toNanos() / 1e9))
                    .build();
        }
    }

    private int expected(Long length) {
        long most = settings.requests().body().asLongValue();
        if (length != null && length > most) {
            throw tooLarge();
        }
        return (int) Math.max(1, length == null ? most : length);
    }

    private byte[] read(InputStream body) {
        int most = (int) settings.requests().body().asLongValue();
        try {
            byte[] bytes = body.readNBytes(most + 1);
            if (bytes.length > most) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException e) {
            throw Problem.invalid("Broken off", "the body could not be read to its end: " + e.getMessage());
        }
    }

    private TooLarge tooLarge() {
        return new TooLarge("the body is larger than the "
                + settings.requests().body().asLongValue() + " bytes that are taken; send fewer or shorter texts");
    }

    private static String checked(String revision) {
        if (!REVISION.matcher(revision).matches()) {
            throw Problem.notFound("Unknown revision", "'" + revision + "' is no alias, number or commit");
        }
        return revision;
    }

    private static Response refusal(int status, String message) {
        Response.ResponseBuilder refusal =
                Response.status(status).type(MediaType.APPLICATION_JSON).entity(Map.of("error", message));
        if (status == 429 || status == 503) {
            refusal.header(HttpHeaders.RETRY_AFTER, 1);
        }
        return refusal.build();
    }

    /** What is measured of one call. */
    private static final class Call {
        private final long begun = System.nanoTime();
        private LiveVersion version;

        private Duration time() {
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }
}
