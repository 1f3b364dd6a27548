package aprendiz.inference.serving;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** What is being served. */
@Path("/v1/serving")
public class ServingResource {

    private final LiveModels models;

    ServingResource(LiveModels models) {
        this.models = models;
    }

    @GET
    public List<LineStatus> list() {
        return models.statuses();
    }
}
