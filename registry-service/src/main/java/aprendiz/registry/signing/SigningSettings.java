package aprendiz.registry.signing;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** How versions are signed; they are not while no key is set. */
@ConfigMapping(prefix = "aprendiz.registry.signing")
public interface SigningSettings {

    /** A private key on P-256, P-384 or P-521 in PEM; {@code openssl ecparam -name prime256v1 -genkey -noout -out key.pem}. */
    Optional<Path> key();
}
