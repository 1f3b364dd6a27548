package aprendiz.inference.asking;

import aprendiz.model.ModelName;
import java.time.Duration;
import java.util.List;

/** Decides which version of a model answers a request that leaves it open. */
public interface Router {

    /**
     * Which revision answers.
     *
     * @param asked the one that was asked for, which is always right
     * @param key requests with the same one go to the same revision; null to draw lots
     */
    String revision(ModelName model, String asked, String key);

    /** A revision answered, or failed where it is to blame. */
    void answered(ModelName model, String revision, boolean well, Duration took);

    /** What was answered may be asked of others too, to compare; at once in any case. */
    <A> void compare(ModelName model, String asked, Query<A> query, List<Item<A>> items, Duration took);
}
