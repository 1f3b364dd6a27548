package aprendiz.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.yaml.snakeyaml.error.YAMLException;

/** Says whether the front matter of a README can be read, before it is sent: W2. */
@Path("/api/validate-yaml")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CardResource {

    record Review(List<Remark> errors, List<Remark> warnings) {}

    record Remark(String message) {}

    @POST
    public RestResponse<Review> validate(JsonNode body) {
        try {
            Card.parse(body == null ? "" : body.path("content").asText(""));
            return RestResponse.ok(new Review(List.of(), List.of()));
        } catch (YAMLException | IllegalArgumentException e) {
            String message = "the front matter of the README is no YAML: " + e.getMessage();
            return RestResponse.status(
                    RestResponse.Status.BAD_REQUEST, new Review(List.of(new Remark(message)), List.of()));
        }
    }
}
