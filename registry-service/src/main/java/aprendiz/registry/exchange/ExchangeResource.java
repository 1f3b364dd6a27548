package aprendiz.registry.exchange;

import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.registry.Problems;
import aprendiz.registry.access.Door;
import aprendiz.registry.catalog.CatalogResource;
import aprendiz.registry.publishing.Publishing.Published;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/** Imports and exports over HTTP. */
@Path("/v1")
@Tag(name = "Exchange")
@RunOnVirtualThread
public class ExchangeResource {

    /** One line of JSON for each step. */
    static final String LINES = "application/x-ndjson";

    private static final Logger LOG = Logger.getLogger(ExchangeResource.class);
    private static final long BETWEEN_LINES = 500_000_000;

    private final HubImport hubs;
    private final ZipImport archives;
    private final Export exports;
    private final Problems problems;
    private final Door.Visitor visitor;

    ExchangeResource(HubImport hubs, ZipImport archives, Export exports, Problems problems, Door.Visitor visitor) {
        this.hubs = hubs;
        this.archives = archives;
        this.exports = exports;
        this.problems = problems;
        this.visitor = visitor;
    }

    @POST
    @Path("/{type: models|datasets}/{ns}/{name}/imports")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(LINES)
    @Operation(
            summary = "Import a version from another hub",
            description =
                    "Lines of JSON while it goes on: {file, done, size}, and at the end {version} or {problem}. Every"
                            + " file is verified. Asked again after it was cut short, it goes on where it stopped. A token"
                            + " of your own for the hub goes into X-Hub-Token; it is not kept.")
    public RestResponse<StreamingOutput> fromHub(
            String type, String ns, String name, @HeaderParam("X-Hub-Token") String token, ImportWish wish)
            throws IOException, InterruptedException {
        if (wish == null) {
            throw Problem.invalid("Nothing to import", "the request has no body: say the source");
        }
        RepositoryType repository = CatalogResource.type(type);
        ModelName target = new ModelName(ns, name);
        HubImport.Prepared prepared = hubs.prepare(repository, wish, token);
        return RestResponse.ok(out -> run(prepared, target, out));
    }

    private void run(HubImport.Prepared prepared, ModelName target, OutputStream out) {
        long[] last = {System.nanoTime()};
        try {
            Published published = prepared.run(target, (path, done, size) -> {
                if (done == size || System.nanoTime() - last[0] > BETWEEN_LINES) {
                    last[0] = System.nanoTime();
                    line(out, Map.of("file", path, "done", done, "size", size));
                }
            });
            line(out, Map.of("version", published.version()));
        } catch (Gone e) {
            LOG.debug("who asked for an import is gone; it goes on when it is asked for again", e);
        } catch (Problem e) {
            line(out, Map.of("problem", problems.refused(e).getEntity()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            line(out, Map.of("problem", problems.refused(e).getEntity()));
        } catch (IOException | RuntimeException e) {
            line(out, Map.of("problem", problems.refused(e).getEntity()));
        }
    }

    /** Who asked has hung up. Not an {@link IOException}, which would be taken for the hub's. */
    private static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Gone(IOException cause) {
            super(cause);
        }
    }

    private static void line(OutputStream out, Map<String, Object> value) {
        try {
            out.write((Json.MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new Gone(e);
        }
    }

    @POST
    @Path("/{type: models|datasets}/{ns}/{name}/imports")
    @Consumes("application/zip")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Import a version from a zip archive",
            description =
                    "One that was exported here comes back under the same digest and commit, with its evaluations and"
                            + " its signature. 201 with the new version, 200 if it is here already; 400 with every reason"
                            + " at once if it is refused, and nothing is left behind.")
    public RestResponse<Version> fromArchive(String type, String ns, String name, InputStream archive)
            throws IOException {
        Published published = archives.run(CatalogResource.type(type), new ModelName(ns, name), archive);
        return RestResponse.status(
                published.fresh() ? RestResponse.Status.CREATED : RestResponse.Status.OK, published.version());
    }

    @GET
    @Path("/{type: models|datasets}/{ns}/{name}/versions/{revision}/archive")
    @Produces("application/zip")
    @Operation(
            summary = "A version as a zip archive that stands by itself",
            description = "Its files as they are; below .aprendiz/ what the registry knows of it: version, lineage,"
                    + " evaluations, signature. The same version is the same bytes.")
    public RestResponse<StreamingOutput> export(String type, String ns, String name, String revision)
            throws IOException {
        Export.Contents contents =
                exports.of(CatalogResource.type(type), new ModelName(ns, name), revision, visitor.identity());
        String file = ns + "-" + name + "-" + contents.version().number() + ".zip";
        return RestResponse.ResponseBuilder.<StreamingOutput>ok(contents)
                .header("Content-Disposition", "attachment; filename=\"" + file + "\"")
                .build();
    }
}
