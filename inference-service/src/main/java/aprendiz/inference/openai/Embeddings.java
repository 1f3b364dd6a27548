package aprendiz.inference.openai;

import aprendiz.inference.Settings;
import aprendiz.inference.asking.Callers;
import aprendiz.inference.asking.Inference;
import aprendiz.inference.asking.Plan;
import aprendiz.inference.batching.Call;
import aprendiz.inference.protocol.Addressee;
import aprendiz.inference.protocol.Addressees;
import aprendiz.inference.protocol.Exchange;
import aprendiz.inference.protocol.Fields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** OpenAI's embeddings, of the model that the body names. */
@Path("/v1/embeddings")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class Embeddings {

    private final Exchange exchange;
    private final Inference inference;
    private final Addressees addressees;
    private final Settings settings;

    Embeddings(Exchange exchange, Inference inference, Addressees addressees, Settings settings) {
        this.exchange = exchange;
        this.inference = inference;
        this.addressees = addressees;
        this.settings = settings;
    }

    @POST
    public Response embed(@Context UriInfo uri, @Context HttpServerRequest http, InputStream body) {
        return exchange.answer(http, body, Errors::say, (call, bytes) -> {
            Fields fields = Fields.of(bytes);
            Addressee wanted = addressees.of(uri, fields);
            EmbeddingsRequest request =
                    EmbeddingsRequest.read(fields, settings.requests().texts());
            return inference.ask(call, wanted.model(), wanted.revision(), model -> plan(request, wanted, call));
        });
    }

    private static Plan<float[], Response> plan(EmbeddingsRequest request, Addressee wanted, Call call) {
        return new Plan<>(
                request.query(),
                reply -> Callers.signed(
                                Response.ok(EmbeddingsResponse.of(
                                        wanted.toString(), reply.all(), request.base64(), call.tokens())),
                                reply,
                                call)
                        .build());
    }
}
