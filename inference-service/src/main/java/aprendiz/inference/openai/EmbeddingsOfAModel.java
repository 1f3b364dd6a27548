package aprendiz.inference.openai;

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

/** The same of the model in the path, for clients that can only be given an address. */
@Path("/models/{namespace}/{name}/v1/embeddings")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EmbeddingsOfAModel {

    private final Embeddings embeddings;

    EmbeddingsOfAModel(Embeddings embeddings) {
        this.embeddings = embeddings;
    }

    @POST
    public Response embed(@Context UriInfo uri, @Context HttpServerRequest http, InputStream body) {
        return embeddings.embed(uri, http, body);
    }
}
