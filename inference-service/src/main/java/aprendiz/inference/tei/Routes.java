package aprendiz.inference.tei;

import aprendiz.inference.asking.Callers;
import aprendiz.inference.asking.Compare;
import aprendiz.inference.asking.Join;
import aprendiz.inference.asking.Plan;
import aprendiz.inference.asking.Query;
import aprendiz.inference.asking.Reply;
import aprendiz.inference.asking.Split;
import aprendiz.inference.batching.Call;
import aprendiz.inference.protocol.Fields;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The routes, wherever they hang. What they ask of which model, {@link Desk} knows. */
abstract class Routes {

    private static final Set<String> SIMILARITY = Set.of("inputs", "parameters", "model");
    private static final Set<String> SENTENCES = Set.of("source_sentence", "sentences");
    private static final Set<String> TOKENIZE = Set.of("inputs", "add_special_tokens", "model");
    private static final Set<String> DECODE = Set.of("ids", "skip_special_tokens", "model");

    private final Desk desk;

    Routes(Desk desk) {
        this.desk = desk;
    }

    /** One vector for each text. */
    @POST
    @Path("embed")
    public Response embed(@Context UriInfo uri, @Context HttpServerRequest http, InputStream body) {
        return desk.answer(uri, http, body, request -> all(EmbedRequest.read(request, desk.most())));
    }

    /** One vector for each token of each text. */
    @POST
    @Path("embed_all")
    public Response embedAll(@Context UriInfo uri, @Context HttpServerRequest http, InputStream body) {
        return desk.answer(uri, http, body, request -> all(EmbedRequest.readAll(request, desk.most())));
    }

    /** Which labels fit. */
    @POST
    @Path("predict")
    public Response predict(@Context UriInfo uri, @Context HttpServerRequest http, InputStream body) {
        return desk.answer(uri, http, body, request -> {
            PredictRequest asked = PredictRequest.read(request, desk.most());
            return of(asked.query(), answers -> asked.single() ? answers.getFirst() : answers);
        });
    }

    /** How well texts answer a query. */
    @POST
    @Path("rerank")
    public Response rerank(@Context UriInfo uri, @Context HttpServerRequest http, InputStream body) {
        return desk.answer(uri, http, body, request -> {
            RerankRequest asked = RerankRequest.read(request, desk.most());
            return of(asked.question(), asked::write);
        });
    }

    /** How alike sentences are to another. */
    @POST
    @Path("similarity")
    public Response similarity(@Context UriInfo uri, @Context HttpServerRequest http, InputStream body) {
        return desk.answer(uri, http, body, request -> {
            Cutting.onlyAtTheEnd(
                    request.only(SIMILARITY).object("parameters").only(Set.of("truncate", "truncation_direction")));
            Fields inputs = request.object("inputs").only(SENTENCES);
            List<String> sentences = inputs.list("sentences");
            Inputs.bound("inputs.sentences", sentences.size(), desk.most());
            return all(new Compare(inputs.text("source_sentence"), sentences));
        });
    }

    /** The tokens of texts. */
    @POST
    @Path("tokenize")
    public Response tokenize(@Context UriInfo uri, @Context HttpServerRequest http, InputStream body) {
        return desk.answer(uri, http, body, request -> {
            List<String> texts = request.only(TOKENIZE).texts("inputs");
            Inputs.bound("inputs", texts.size(), desk.most());
            return all(new Split(texts, request.flag("add_special_tokens", true)));
        });
    }

    /** Texts of tokens. */
    @POST
    @Path("decode")
    public Response decode(@Context UriInfo uri, @Context HttpServerRequest http, InputStream body) {
        return desk.answer(uri, http, body, request -> {
            List<List<Integer>> ids = Inputs.idLists(request.only(DECODE), "ids", desk.most());
            return all(new Join(ids, !request.flag("skip_special_tokens", true)));
        });
    }

    /** What the model is and how much it takes. */
    @GET
    @Path("info")
    public Response info(@Context UriInfo uri, @Context HttpServerRequest http) {
        return desk.info(uri, http);
    }

    private static <A> Function<Call, Plan<?, Response>> all(Query<A> query) {
        return of(query, answers -> answers);
    }

    private static <A> Function<Call, Plan<?, Response>> of(Query<A> query, Function<List<A>, ?> writing) {
        return call -> new Plan<A, Response>(query, reply -> signed(call, reply, writing));
    }

    private static <A> Response signed(Call call, Reply<A> reply, Function<List<A>, ?> writing) {
        return Callers.signed(Response.ok(writing.apply(reply.all())), reply, call)
                .build();
    }
}
