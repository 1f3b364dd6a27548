package aprendiz.journey.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks an endpoint for a while and writes down what became of every request. Returns when every one is answered.
 *
 * @param samples asked one after the other, and again from the first
 */
public record Load(Endpoint endpoint, List<Sample> samples, Arrivals arrivals) {

    /** Before a client whose connection broke asks again. */
    private static final long PAUSE = 20_000_000;

    /**
     * Asks for some time.
     *
     * @param before seconds at the beginning that do not count
     * @param seconds that do
     */
    public Outcome run(double before, double seconds) {
        Run run = new Run(before + seconds, Integer.MAX_VALUE);
        go(run);
        return new Outcome(new ArrayList<>(run.calls), before, before + seconds);
    }

    /** Asks every sample once. */
    public Outcome once() {
        Run run = new Run(Double.MAX_VALUE, samples.size());
        go(run);
        return new Outcome(new ArrayList<>(run.calls), 0, run.now());
    }

    /** Asks for as long as the work takes. */
    public Outcome during(Callable<?> work) throws Exception {
        Run run = new Run(Double.MAX_VALUE, Integer.MAX_VALUE);
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> load = thread.submit(() -> go(run));
            try {
                work.call();
            } finally {
                run.end = 0;
                load.get();
            }
        }
        return new Outcome(new ArrayList<>(run.calls), 0, run.now());
    }

    private void go(Run run) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            switch (arrivals) {
                case Arrivals.Closed closed -> {
                    for (int client = 0; client < closed.clients(); client++) {
                        threads.execute(() -> askAgainAndAgain(run));
                    }
                }
                case Arrivals.Poisson poisson -> {
                    Random random = new Random(poisson.seed());
                    for (double due = 0; run.goesOn(due); due += random.nextExponential() / poisson.perSecond()) {
                        run.waitUntil(due);
                        double at = due;
                        threads.execute(() -> ask(run, at));
                    }
                }
            }
        }
    }

    private void askAgainAndAgain(Run run) {
        for (double now = run.now(); run.goesOn(now); now = run.now()) {
            if (!ask(run, now)) {
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    /** False if there was no answer at all. */
    private boolean ask(Run run, double due) {
        int number = run.next.getAndIncrement();
        if (number >= run.most) {
            return true;
        }
        Sample sample = samples.get(number % samples.size());
        Answer answer = endpoint.ask(sample.text());
        run.calls.add(new Call(due, run.now(), sample.tokens(), answer));
        return answer.isAny();
    }

    /** What is going on: until that second, and no more calls than that. */
    private static final class Run {

        private final long begun = System.nanoTime();
        private final int most;
        private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
        private final AtomicInteger next = new AtomicInteger();
        private volatile double end;

        Run(double end, int most) {
            this.end = end;
            this.most = most;
        }

        double now() {
            return (System.nanoTime() - begun) / 1e9;
        }

        boolean goesOn(double now) {
            return now < end && next.get() < most;
        }

        void waitUntil(double due) {
            for (double left = due - now(); left > 0; left = due - now()) {
                LockSupport.parkNanos((long) (left * 1e9));
            }
        }
    }
}
