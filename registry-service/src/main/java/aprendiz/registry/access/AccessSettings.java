package aprendiz.registry.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may come in. Without tokens everybody may read and write, which suits a registry that listens on its own machine. */
@ConfigMapping(prefix = "aprendiz.registry.access")
public interface AccessSettings {

    /** By the name of who holds it. */
    Map<String, Token> tokens();

    /** What callers without a token may do, once there are tokens: nothing, or read what is not closed by the Hub's routes. */
    @WithDefault("none")
    Anonymous anonymous();

    enum Anonymous {
        NONE,
        READ
    }

    /** A token that was given to somebody. */
    interface Token {

        /** SHA-256 of the token, in hexadecimal digits; {@code printf %s hf_... | sha256sum}. */
        String sha256();

        @WithDefault("read")
        Role role();

        /** The namespaces that it opens; all, if none is named. */
        Optional<List<String>> namespaces();
    }
}
