package aprendiz.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set of the registry, beside Quarkus's own settings for addresses and the database. */
@ConfigMapping(prefix = "aprendiz.registry")
public interface RegistrySettings {

    /** Where the blobs lie: a folder. */
    String blobs();

    /** The broker's addresses, {@code host:port[,host:port]}. */
    String kafka();

    /** The most files that one version may have. */
    @WithDefault("10000")
    int maxFiles();

    /** The largest JSON document that a request may carry, in bytes. */
    @WithDefault("16777216")
    long maxDocument();

    /** What is checked when a model is published, beside what always is. */
    Checks checks();

    /** See {@link #checks()}. */
    interface Checks {
        /** Read every tensor and refuse NaN and infinities; what is read serves comparing versions too. */
        @WithDefault("true")
        boolean finite();

        /** Let pickles, Keras files and configurations with {@code auto_map} be published, which run code when loaded. */
        @WithDefault("false")
        boolean code();
    }
}
