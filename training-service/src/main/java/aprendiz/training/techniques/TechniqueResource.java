package aprendiz.training.techniques;

import aprendiz.model.Problem;
import aprendiz.training.recipe.Technique;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The techniques and the JSON Schemas of their recipes. */
@Path("/v1/techniques")
@Produces(MediaType.APPLICATION_JSON)
public class TechniqueResource {

    @GET
    @Operation(summary = "The techniques that there are")
    public List<String> techniques() {
        return Arrays.stream(Technique.values()).map(Technique::toString).toList();
    }

    @GET
    @Path("/{name}")
    @Produces({"application/schema+json", MediaType.APPLICATION_JSON})
    @Operation(summary = "The JSON Schema of a technique's recipe, draft 2020-12")
    public String schema(String name) throws IOException {
        Technique technique = Technique.of(name)
                .orElseThrow(() ->
                        Problem.notFound("No such technique", Problem.quoted(name) + " is not one of " + techniques()));
        try (InputStream in = TechniqueResource.class.getResourceAsStream("/schemas/" + technique + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
