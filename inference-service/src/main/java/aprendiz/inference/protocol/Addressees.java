package aprendiz.inference.protocol;

import aprendiz.inference.Settings;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/**
 * Finds out which model a request is for: the one in its path, {@code /models/namespace/name/...}; else the body's {@code
 * model}; else the query's; else {@code aprendiz.inference.model}.
 */
@Singleton
public class Addressees {

    public static final String MODEL = "model";

    private final Settings settings;

    Addressees(Settings settings) {
        this.settings = settings;
    }

    /** Of a request without a body. */
    public Addressee of(UriInfo uri) {
        return of(uri, Optional.empty());
    }

    /** @throws aprendiz.model.Problem of kind INVALID if there is no telling */
    public Addressee of(UriInfo uri, Fields body) {
        return of(uri, uri.getPathParameters().isEmpty() ? body.maybeText(MODEL) : Optional.empty());
    }

    private Addressee of(UriInfo uri, Optional<String> said) {
        MultivaluedMap<String, String> path = uri.getPathParameters();
        String revision = uri.getQueryParameters().getFirst("revision");
        if (path.containsKey("name")) {
            return Addressee.of(path.getFirst("namespace") + "/" + path.getFirst("name"), revision);
        }
        return said.or(() -> Optional.ofNullable(uri.getQueryParameters().getFirst(MODEL)))
                .or(settings::model)
                .map(name -> revision == null ? Addressee.of(name) : Addressee.of(name, revision))
                .orElseThrow(() -> Fields.invalid(
                        MODEL,
                        "is missing: name a model, namespace/name, in the body or after /models/ in the path, or set"
                                + " aprendiz.inference.model"));
    }
}
