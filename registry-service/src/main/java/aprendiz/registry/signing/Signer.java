package aprendiz.registry.signing;

import aprendiz.model.signing.SigningKey;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Holds the key that versions are signed with, if there is one. A key that cannot be read keeps the registry from starting. */
@Singleton
@Startup
public class Signer {

    private static final Logger LOG = Logger.getLogger(Signer.class);

    private final Optional<SigningKey> key;

    Signer(SigningSettings settings) {
        key = settings.key().map(SigningKey::read);
        key.ifPresent(one -> LOG.infof("versions are signed with key %s", one.id()));
    }

    Optional<SigningKey> key() {
        return key;
    }
}
