package aprendiz.inference.asking;

import aprendiz.inference.batching.Call;
import aprendiz.inference.serving.LiveModels;
import aprendiz.inference.serving.LiveVersion;
import aprendiz.inference.serving.Meters;
import aprendiz.inference.serving.Pin;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.transformers.tasks.TextTask;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers what the protocols ask, all in the same way. */
@Singleton
public final class Inference {

    private static final int OK = 200;

    private final LiveModels models;
    private final Meters meters;
    private final Journal journal;
    private final Router router;
    private final AnswerCache cache;

    Inference(LiveModels models, Meters meters, Journal journal, Router router, AnswerCache cache) {
        this.models = models;
        this.meters = meters;
        this.journal = journal;
        this.router = router;
        this.cache = cache;
    }

    /**
     * Asks the version that answers for a revision; it is loaded if need be.
     *
     * <p>An input that cannot be answered fails alone. What concerns the whole request is thrown.
     *
     * @param revision an alias, a number or a commit
     * @throws Problem of kind NOT_FOUND if there is no such model or revision, BUSY if there is no room, UNAVAILABLE if it
     *     cannot be loaded or was late
     */
    public <A> Reply<A> ask(Call call, ModelName model, String revision, Query<A> query) {
        String chosen = router.revision(model, revision, call.key());
        long begun = System.nanoTime();
        Reply<A> reply;
        try {
            reply = answer(call, model, chosen, query);
        } catch (Problem problem) {
            if (chosen.equals(revision)) {
                throw problem;
            }
            if (isItsOwn(problem) && !call.isLeft()) {
                router.answered(model, chosen, false, since(begun));
            }
            return answer(call, model, revision, query);
        }
        router.answered(model, chosen, true, since(begun));
        router.compare(model, revision, query, reply.items(), since(begun));
        return reply;
    }

    /** What a challenger is to blame for: not a bad request, nor a service that is busy. */
    private static boolean isItsOwn(Problem problem) {
        return switch (problem.kind()) {
            case INTERNAL, UNAVAILABLE, NOT_FOUND -> true;
            case INVALID, REFUSED, CONFLICT, BUSY -> false;
        };
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private <A> Reply<A> answer(Call call, ModelName model, String revision, Query<A> query) {
        Pin pin = null;
        int status = OK;
        try (LiveVersion version = models.take(model, revision, call)) {
            pin = version.pin();
            List<Item<A>> items = items(version, call, query);
            Optional<String> id = journal.note(revision, pin, query, items);
            return new Reply<>(pin, version.choice().chosen().form(), id, items);
        } catch (Problem problem) {
            status = problem.kind().status();
            throw problem;
        } finally {
            meters.request(pin, status, call.times());
        }
    }

    private <A> List<Item<A>> items(LiveVersion version, Call call, Query<A> query) {
        Optional<List<Item<A>>> known = cache.get(version.pin(), query);
        if (known.isPresent()) {
            return known.get();
        }
        List<Item<A>> items = items(version.task(call), query);
        cache.put(version.pin(), query, items);
        return items;
    }

    private static <A> List<Item<A>> items(TextTask model, Query<A> query) {
        List<Item<A>> items = new ArrayList<>(query.size());
        try {
            query.ask(model).forEach(answer -> items.add(new Item.Answered<>(answer)));
        } catch (Problem problem) {
            if (query.size() == 1 || !concernsOne(problem)) {
                throw problem;
            }
            for (int i = 0; i < query.size(); i++) {
                items.add(item(model, query.only(i)));
            }
            if (items.stream().allMatch(item -> item instanceof Item.Failed)) {
                throw problem;
            }
        }
        return items;
    }

    private static <A> Item<A> item(TextTask model, Query<A> query) {
        try {
            return new Item.Answered<>(query.ask(model).getFirst());
        } catch (Problem problem) {
            if (!concernsOne(problem)) {
                throw problem;
            }
            return new Item.Failed<>(problem);
        }
    }

    private static boolean concernsOne(Problem problem) {
        return switch (problem.kind()) {
            case INVALID, REFUSED, INTERNAL -> true;
            case NOT_FOUND, CONFLICT, BUSY, UNAVAILABLE -> false;
        };
    }
}
