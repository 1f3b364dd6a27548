package aprendiz.registry.signing;

import aprendiz.model.ModelName;
import aprendiz.model.catalog.VersionSignature;
import aprendiz.registry.catalog.CatalogResource;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Signatures of versions over HTTP. */
@Path("/v1")
@Tag(name = "Signing")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SignatureResource {

    private final Signatures signatures;

    SignatureResource(Signatures signatures) {
        this.signatures = signatures;
    }

    @GET
    @Path("/{type: models|datasets}/{ns}/{name}/versions/{revision}/signatures")
    @Operation(
            summary = "The signatures of a version, the newest first",
            description = "Each is a Sigstore bundle as OpenSSF model signing writes it, by another key.")
    public List<VersionSignature> list(String type, String ns, String name, String revision) {
        return signatures.list(CatalogResource.type(type), new ModelName(ns, name), revision);
    }

    @POST
    @Path("/{type: models|datasets}/{ns}/{name}/versions/{revision}/signatures")
    @Operation(
            summary = "Sign a version with the registry's key",
            description =
                    "New versions are signed when they are published; this is for older ones, or after the key has"
                            + " changed. 422 if the registry has no key.")
    public List<VersionSignature> sign(String type, String ns, String name, String revision) {
        return signatures.sign(CatalogResource.type(type), new ModelName(ns, name), revision);
    }

    @GET
    @Path("/signing-key")
    @Produces("application/x-pem-file")
    @Operation(
            summary = "The public key that verifies what the registry signs",
            description = "To be trusted it must come to its users by a way that they trust already.")
    public String publicKey() {
        return signatures.publicKey();
    }
}
