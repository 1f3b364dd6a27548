package aprendiz.inference.openai;

import aprendiz.inference.protocol.Addressee;
import aprendiz.inference.protocol.Exchange;
import aprendiz.inference.serving.LineStatus;
import aprendiz.inference.serving.LiveModels;
import aprendiz.model.Problem;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * OpenAI's list of models: those that answer now. Others are loaded when they are first asked. What is served and what went
 * wrong, {@code /v1/serving} tells.
 */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelList {

    /** A model as OpenAI writes it. */
    record Listed(
            String id,
            String object,
            long created,
            @JsonProperty("owned_by") String owner) {
        static Listed of(LineStatus line) {
            return new Listed(
                    Addressee.label(line.model(), line.alias()),
                    "model",
                    line.since().getEpochSecond(),
                    line.model().namespace());
        }
    }

    /** All of them. */
    record Models(String object, List<Listed> data) {}

    private final LiveModels models;
    private final Exchange exchange;

    ModelList(LiveModels models, Exchange exchange) {
        this.models = models;
        this.exchange = exchange;
    }

    @GET
    public Models list() {
        return new Models("list", answering());
    }

    /** One of them, {@code namespace/name} or {@code namespace/name@revision}. */
    @GET
    @Path("{id: .+}")
    public Response one(@PathParam("id") String id, @Context HttpServerRequest http) {
        return exchange.answer(http, Errors::say, call -> {
            String wanted = Addressee.of(id).toString();
            return Response.ok(answering().stream()
                            .filter(model -> model.id().equals(wanted))
                            .findFirst()
                            .orElseThrow(() -> Problem.notFound(
                                    "Not loaded", wanted + " is not loaded: its first request loads it")))
                    .build();
        });
    }

    private List<Listed> answering() {
        return models.statuses().stream()
                .filter(line -> line.state() == LineStatus.State.SERVING)
                .map(Listed::of)
                .toList();
    }
}
