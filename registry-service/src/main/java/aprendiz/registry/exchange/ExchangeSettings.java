package aprendiz.registry.exchange;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where versions may be imported from. Callers name a hub of these; an address of their own they cannot give. */
@ConfigMapping(prefix = "aprendiz.registry.imports")
public interface ExchangeSettings {

    /** By the word that stands before the colon: {@code hf} for {@code hf:owner/name}. */
    Map<String, Hub> hubs();

    /** Another registry that speaks the Hub's protocol. */
    interface Hub {
        URI endpoint();

        /** Sent to that endpoint and to no other host; a caller's own token goes before it. */
        Optional<String> token();
    }

    /** Where downloads lie until they are whole, and go on after a restart. Beside the blobs if they lie in a folder. */
    Optional<Path> folder();

    /** How often a request is tried that fails in passing, from the last byte on that came. */
    @WithDefault("5")
    int attempts();

    /** How long a hub may say nothing. */
    @WithDefault("60S")
    Duration silence();

    /** The most bytes of an archive, and of its files when they are unpacked. */
    @WithDefault("68719476736")
    long largest();

    /** How many times larger than the archive its files may be; a bomb is a thousand times larger. */
    @WithDefault("100")
    int mostUnpacked();
}
