package aprendiz.journey.load;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What became of a load between two moments.
 *
 * @param calls all, those before the first moment included
 * @param from in seconds since the load began
 */
public record Outcome(List<Call> calls, double from, double to) {

    public Outcome {
        calls = List.copyOf(calls);
    }

    /** The same cut into so many windows of the same length. */
    public List<Outcome> windows(int count) {
        double length = (to - from) / count;
        return IntStream.range(0, count)
                .mapToObj(i -> new Outcome(calls, from + i * length, from + (i + 1) * length))
                .toList();
    }

    /** Answered texts a second. */
    public double texts() {
        return answered().count() / (to - from);
    }

    /** Tokens a second of the answered texts, padding not counted. */
    public double tokens() {
        return answered().mapToInt(Call::tokens).sum() / (to - from);
    }

    /** Texts a second that were due in this time and answered within so many seconds. */
    public double goodput(double bound) {
        return latencies().within(bound) / (to - from);
    }

    /** Of the answered ones. */
    public Latencies latencies() {
        return latencies(Answer::isGood);
    }

    /** Of those that were told to come again later. */
    public Latencies refusals() {
        return latencies(Answer::isRefusal);
    }

    /** Neither answered nor told to come again, at any time. */
    public List<Call> failures() {
        return calls.stream().filter(call -> call.answer().isFailure()).toList();
    }

    private Latencies latencies(Predicate<Answer> which) {
        return new Latencies(calls.stream()
                .filter(call -> call.due() >= from && call.due() < to && which.test(call.answer()))
                .map(Call::seconds)
                .toList());
    }

    private Stream<Call> answered() {
        return calls.stream()
                .filter(call ->
                        call.done() >= from && call.done() < to && call.answer().isGood());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f texts/s, %s", texts(), latencies());
    }
}
