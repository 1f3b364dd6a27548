package aprendiz.training;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What may be set: {@code aprendiz.training.*}. */
@ConfigMapping(prefix = "aprendiz.training")
public interface Settings {

    /** Where jobs' folders and fetched versions lie. */
    Path work();

    URI registry();

    /** Bootstrap servers. */
    String kafka();

    /** How many jobs may wait; more are told to come back later. */
    @WithDefault("1000")
    int queueLimit();

    /** The largest data file, in bytes. */
    @WithDefault("16777216")
    long largestData();

    Worker worker();

    /** How jobs are worked on. */
    interface Worker {

        /** False for a service that only takes jobs in. */
        @WithDefault("true")
        boolean enabled();

        /** How long a claim holds without being renewed. */
        @WithDefault("15S")
        Duration lease();

        /** How often it is renewed; a cancelled job is noticed as soon. */
        @WithDefault("2S")
        Duration heartbeat();

        /** How often to look for a job that no message announced. */
        @WithDefault("2S")
        Duration poll();

        /** How many jobs run at once, if their memory allows; unless it is set, one for every four processors. */
        OptionalInt jobs();

        /**
         * How much memory the jobs that run at once may be expected to take together; unless it is set, three fifths of
         * the machine's, or of the container's.
         */
        Optional<MemorySize> memory();

        /** How often a job is begun before it counts as failed. */
        @WithDefault("3")
        int attempts();

        /** How long a job waits for a registry that is away. */
        @WithDefault("5M")
        Duration patience();

        /** The class whose main method works on a job. */
        @WithDefault("aprendiz.training.run.JobProcess")
        String process();

        /** The most heap that a job's process may take; tensors lie outside of it. */
        @WithDefault("768m")
        String heap();
    }
}
