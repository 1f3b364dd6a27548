package aprendiz.inference.asking;

import aprendiz.inference.TooLarge;
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
import java.util.function.Function;

/** Answers what the protocols ask, all in the same way. */
@Singleton
public final class Inference {

    private static final int OK = 200;

    private final LiveModels models;
    private final Meters meters;
    private final Journal journal;
    private final Router router;
    private final AnswerCache cache;
    private final Spans spans;

    Inference(LiveModels models, Meters meters, Journal journal, Router router, AnswerCache cache, Spans spans) {
        this.models = models;
        this.meters = meters;
        this.journal = journal;
        this.router = router;
        this.cache = cache;
        this.spans = spans;
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
        return ask(call, model, revision, task -> new Plan<>(query, Function.identity()));
    }

    /**
     * The same where what is asked depends on the model.
     *
     * @param plans what to ask of the model that it turns out to be
     */
    public <R> R ask(Call call, ModelName model, String revision, Function<TextTask, Plan<?, R>> plans) {
        String chosen = router.revision(model, revision, call.key());
        long begun = System.nanoTime();
        Outcome<?, R> outcome;
        try {
            outcome = answer(call, model, chosen, plans);
        } catch (Problem problem) {
            if (chosen.equals(revision)) {
                throw problem;
            }
            if (isItsOwn(problem) && !call.isLeft()) {
                router.answered(model, chosen, false, since(begun));
            }
            return answer(call, model, revision, plans).finish();
        }
        router.answered(model, chosen, true, since(begun));
        compare(model, revision, outcome, since(begun));
        return outcome.finish();
    }

    private <A> void compare(ModelName model, String revision, Outcome<A, ?> outcome, Duration time) {
        router.compare(model, revision, outcome.plan().query(), outcome.reply().items(), time);
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

    private <R> Outcome<?, R> answer(
            Call call, ModelName model, String revision, Function<TextTask, Plan<?, R>> plans) {
        Pin pin = null;
        int status = OK;
        try (LiveVersion version = models.take(model, revision, call)) {
            pin = version.pin();
            TextTask task = version.task(call);
            return carryOut(plans.apply(task), task, revision, version);
        } catch (TooLarge e) {
            status = TooLarge.STATUS;
            throw e;
        } catch (RuntimeException e) {
            status = (e instanceof Problem problem ? problem.kind() : Problem.Kind.INTERNAL).status();
            throw e;
        } finally {
            meters.request(pin, status, call.times());
            spans.tell(pin, call.times());
        }
    }

    private <A, R> Outcome<A, R> carryOut(Plan<A, R> plan, TextTask task, String revision, LiveVersion version) {
        List<Item<A>> items = items(version.pin(), task, plan.query());
        Optional<String> id = journal.note(revision, version.pin(), plan.query(), items);
        return new Outcome<>(
                plan, new Reply<>(version.pin(), version.choice().chosen().form(), id, items));
    }

    /** A plan that was carried out. */
    private record Outcome<A, R>(Plan<A, R> plan, Reply<A> reply) {
        R finish() {
            return plan.finishing().apply(reply);
        }
    }

    private <A> List<Item<A>> items(Pin version, TextTask task, Query<A> query) {
        Optional<List<Item<A>>> known = cache.get(version, query);
        if (known.isPresent()) {
            return known.get();
        }
        List<Item<A>> items = items(task, query);
        cache.put(version, query, items);
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
