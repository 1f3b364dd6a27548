package aprendiz.registry;

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

    Caller(HttpHeaders headers) {
        this.headers = headers;
    }

    /** What the body says, else what the header says, else {@code anonymous}. */
    public String or(String said) {
        return Optional.ofNullable(said)
                .filter(name -> !name.isBlank() && !name.equals("anonymous"))
                .or(() -> Optional.ofNullable(headers.getHeaderString(HEADER)).filter(name -> !name.isBlank()))
                .map(name -> name.length() > LONGEST ? name.substring(0, LONGEST) : name)
                .orElse("anonymous");
    }
}
