package aprendiz.training.jobs;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.hibernate.Session;

/** The events of a job as they went into the outbox: from the first, then live, until the job has ended. */
@Path("/v1/jobs/{id}/events")
public class JobEvents {

    private static final Duration PAUSE = Duration.ofMillis(300);

    /** An event with its place. */
    public record Entry(long place, String event) {}

    /** What happened since; {@code last} if nothing will follow. */
    public record Batch(List<Entry> entries, boolean last) {}

    /** Reads the outbox. */
    @ApplicationScoped
    public static class Story {

        private final Session session;
        private final Jobs jobs;

        Story(Session session, Jobs jobs) {
            this.session = session;
            this.jobs = jobs;
        }

        /** What stands behind a place. The state is read first: what ends a job is in the outbox before its state is. */
        @Transactional
        public Batch after(String job, long place) {
            boolean ended = jobs.job(job).state().ended();
            List<Entry> entries = session.createNativeQuery(
                            "select id, event from outbox where key = ?1 and id > ?2 order by id", Tuple.class)
                    .setParameter(1, job)
                    .setParameter(2, place)
                    .getResultStream()
                    .map(row -> new Entry(row.get(0, Long.class), row.get(1, String.class)))
                    .toList();
            return new Batch(entries, ended);
        }
    }

    private final Story story;
    private final Jobs jobs;

    JobEvents(Story story, Jobs jobs) {
        this.story = story;
        this.jobs = jobs;
    }

    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "Follow a job", description = "Server-sent events; each one's data is a CloudEvent in JSON.")
    public Multi<OutboundSseEvent> follow(String id, @HeaderParam("Last-Event-ID") Long seen, @Context Sse sse) {
        jobs.job(id);
        AtomicLong place = new AtomicLong(seen == null ? 0 : seen);
        return Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom()
                        .item(() -> story.after(id, place.get()))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .withDelay(PAUSE)
                .whilst(batch -> !batch.last())
                .onItem()
                .invoke(batch -> batch.entries().forEach(entry -> place.set(entry.place())))
                .onItem()
                .transformToIterable(Batch::entries)
                .map(entry -> sse.newEventBuilder()
                        .id(String.valueOf(entry.place()))
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(String.class, entry.event())
                        .build());
    }
}
