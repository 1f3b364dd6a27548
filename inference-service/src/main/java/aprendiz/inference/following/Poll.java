package aprendiz.inference.following;

import aprendiz.inference.serving.LiveModels;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/** Asks the registry now and then, so that an event that never came is no harm. */
@Singleton
public class Poll {

    private final LiveModels models;

    Poll(LiveModels models) {
        this.models = models;
    }

    @Scheduled(every = "{aprendiz.inference.poll}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        models.followAll();
    }
}
