package aprendiz.registry;

import aprendiz.registry.access.Door;
import aprendiz.registry.access.Identity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/** Who is asking. */
@RequestScoped
public class Caller {

    /** The header in which a caller says who it is, where the request's body has no place for it. */
    public static final String HEADER = "X-Aprendiz-Actor";

    private static final int LONGEST = 200;

    private final HttpHeaders headers;
    private final Door.Visitor visitor;

    Caller(HttpHeaders headers, Door.Visitor visitor) {
        this.headers = headers;
        this.visitor = visitor;
    }

    /** Whose token it is; without one what the body says, else what the header says, else {@code anonymous}. */
    public String or(String said) {
        Identity identity = visitor.identity();
        if (identity != null && !identity.isAnonymous()) {
            return identity.name();
        }
        return Optional.ofNullable(said)
                .filter(name -> !name.isBlank() && !name.equals("anonymous"))
                .or(() -> Optional.ofNullable(headers.getHeaderString(HEADER)).filter(name -> !name.isBlank()))
                .map(name -> name.length() > LONGEST ? name.substring(0, LONGEST) : name)
                .orElse("anonymous");
    }
}
