package aprendiz.registry.webhooks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How webhooks are told. */
@ConfigMapping(prefix = "aprendiz.registry.webhooks")
public interface WebhookSettings {

    /**
     * Whether webhooks may lead to this machine and to private networks. Not unless it is set: whoever may write to the
     * registry could otherwise have it speak to what only the registry reaches.
     */
    @WithDefault("false")
    boolean privateTargets();

    /** How many there may be. */
    @WithDefault("100")
    int most();

    /** How many events may wait for one webhook; of a webhook that does not answer the events after those are lost. */
    @WithDefault("10000")
    int capacity();

    /** How often a delivery is tried in all. */
    @WithDefault("8")
    int attempts();

    /** The pause before the second attempt; four times as long before each that follows, six hours at most. */
    @WithDefault("10S")
    Duration firstRetry();

    /** How long a webhook may take to answer. */
    @WithDefault("10S")
    Duration timeout();

    /** How often to look whether something is due. */
    @WithDefault("1S")
    Duration poll();
}
