package aprendiz.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What can be set of the registry, beside Quarkus's own settings for addresses and the database. */
@ConfigMapping(prefix = "aprendiz.registry")
public interface RegistrySettings {

    /** Where the blobs lie: a folder, or {@code s3://bucket/prefix}. */
    String blobs();

    /** How to reach the bucket, if that is where they lie. */
    S3 s3();

    /** See {@link #s3()}. The credentials are found as the AWS SDK does: environment, profile, role. */
    interface S3 {
        /** The server's address; AWS's own if there is none. */
        Optional<URI> endpoint();

        @WithDefault("us-east-1")
        String region();

        /** Whether the bucket stands in the path of addresses, as most servers other than AWS need it. */
        @WithDefault("true")
        boolean pathStyle();

        /** Bytes of one part of an upload, which lies in memory; at least 5 MiB, and 10,000 parts are the most. */
        @WithDefault("8388608")
        int partSize();
    }

    /** The broker's addresses, {@code host:port[,host:port]}. */
    String kafka();

    /** The most files that one version may have. */
    @WithDefault("10000")
    int maxFiles();

    /** The largest JSON document that a request may carry, in bytes. */
    @WithDefault("16777216")
    long maxDocument();

    /** What becomes of bytes that nothing needs, and of those that are needed. */
    Retention retention();

    /** See {@link #retention()}. */
    interface Retention {
        /** How long bytes stay that nothing needs: since somebody last put or asked for them, or deleted their version. */
        @WithDefault("7D")
        Duration grace();

        /** After how long the bytes of a blob are read again, to see whether they are what they were. */
        @WithDefault("30D")
        Duration scrubEvery();

        /** How many bytes a second are read for that at most; 0 for none. */
        @WithDefault("8388608")
        long scrubRate();
    }

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
