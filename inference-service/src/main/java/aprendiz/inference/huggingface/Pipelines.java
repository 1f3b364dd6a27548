package aprendiz.inference.huggingface;

import aprendiz.inference.Settings;
import aprendiz.inference.asking.Callers;
import aprendiz.inference.asking.Inference;
import aprendiz.inference.asking.Plan;
import aprendiz.inference.batching.Call;
import aprendiz.inference.protocol.Addressee;
import aprendiz.inference.protocol.Exchange;
import aprendiz.inference.protocol.Fields;
import aprendiz.inference.protocol.Refusal;
import aprendiz.model.ModelName;
import aprendiz.transformers.tasks.TextTask;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.function.Function;

/**
 * Asks a model for its task, or for another that it can do too, as Hugging Face's clients do. Errors are {@code {"error":
 * "..."}}.
 */
@Path("/models/{namespace}/{name}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class Pipelines {

    private final Exchange exchange;
    private final Inference inference;
    private final Settings settings;

    Pipelines(Exchange exchange, Inference inference, Settings settings) {
        this.exchange = exchange;
        this.inference = inference;
        this.settings = settings;
    }

    /** For its own task, unless the request can only mean another. */
    @POST
    public Response ask(
            @PathParam("namespace") String namespace,
            @PathParam("name") String name,
            @QueryParam("revision") String revision,
            @Context HttpServerRequest http,
            InputStream body) {
        return answer(
                http,
                body,
                namespace,
                name,
                revision,
                request -> model ->
                        Pipeline.read(model.task(), request, settings.requests().texts()));
    }

    @POST
    @Path("pipeline/{task}")
    public Response ask(
            @PathParam("namespace") String namespace,
            @PathParam("name") String name,
            @PathParam("task") String task,
            @QueryParam("revision") String revision,
            @Context HttpServerRequest http,
            InputStream body) {
        return answer(http, body, namespace, name, revision, request -> {
            Pipeline<?> pipeline = Pipeline.read(
                    PipelineTask.of(task), request, settings.requests().texts());
            return model -> pipeline;
        });
    }

    private Response answer(
            HttpServerRequest http,
            InputStream body,
            String namespace,
            String name,
            String revision,
            Function<Fields, Function<TextTask, Pipeline<?>>> reading) {
        return exchange.answer(http, body, Refusal.ERROR, (call, bytes) -> {
            Function<TextTask, Pipeline<?>> pipelines = reading.apply(Fields.of(bytes));
            Addressee wanted = Addressee.of(new ModelName(namespace, name).toString(), revision);
            return inference.ask(call, wanted.model(), wanted.revision(), model -> plan(pipelines.apply(model), call));
        });
    }

    private static <A> Plan<A, Response> plan(Pipeline<A> pipeline, Call call) {
        return new Plan<>(
                pipeline.query(),
                reply -> Callers.signed(Response.ok(pipeline.write(reply)), reply, call)
                        .build());
    }
}
