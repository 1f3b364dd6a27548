package aprendiz.registry.access;

import aprendiz.model.Digest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Knows callers by their tokens, of which it only has the digests. */
@Singleton
public class Access {

    private static final String BEARER = "bearer ";

    private final AccessSettings settings;

    Access(AccessSettings settings) {
        this.settings = settings;
        settings.tokens().values().forEach(token -> new Digest(token.sha256()));
    }

    /** Whether tokens are asked for. */
    public boolean isOn() {
        return !settings.tokens().isEmpty();
    }

    /**
     * Who sends this {@code Authorization} header.
     *
     * @param authorization null for none
     * @return nothing if the token is unknown
     */
    Optional<Identity> caller(String authorization) {
        if (!isOn()) {
            return Optional.of(new Identity(Identity.ANONYMOUS, Role.WRITE, Set.of()));
        }
        if (authorization == null) {
            Role role = settings.anonymous() == AccessSettings.Anonymous.READ ? Role.READ : Role.NONE;
            return Optional.of(new Identity(Identity.ANONYMOUS, role, Set.of()));
        }
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Optional.empty();
        }
        byte[] found = Digest.of(
                        authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8))
                .hex()
                .getBytes(StandardCharsets.US_ASCII);
        return settings.tokens().entrySet().stream()
                .filter(token ->
                        MessageDigest.isEqual(token.getValue().sha256().getBytes(StandardCharsets.US_ASCII), found))
                .map(Access::caller)
                .findFirst();
    }

    private static Identity caller(Map.Entry<String, AccessSettings.Token> token) {
        List<String> namespaces = token.getValue().namespaces().orElse(List.of());
        return new Identity(token.getKey(), token.getValue().role(), Set.copyOf(namespaces));
    }
}
