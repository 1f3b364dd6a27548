package aprendiz.transformers.training;

import aprendiz.model.Problem;
import aprendiz.transformers.training.objective.Lessons;
import aprendiz.transformers.training.objective.Prepared;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/** The steps of a training, from where it stopped to its end. */
final class TrainingLoop {

    private static final int TRAINING_SAMPLE = 256;

    private final FineTuning tuning;
    private final TrainingSettings settings;
    private final SavedState saved;
    private final Duration betweenSaves;
    private final TrainingListener listener;
    private final Lessons<?> training;
    private final Lessons<?> sample;
    private final Lessons<?> validation;
    private final Seed seed;
    private final BatchPlan plan;
    private final int perEpoch;
    private final int steps;

    TrainingLoop(
            FineTuning tuning,
            TrainingSettings settings,
            Lessons<?> training,
            Lessons<?> validation,
            SavedState saved,
            Duration betweenSaves,
            TrainingListener listener) {
        this.tuning = tuning;
        this.settings = settings;
        this.training = training;
        this.validation = validation;
        this.saved = saved;
        this.betweenSaves = betweenSaves;
        this.listener = listener;
        Seed seed = new Seed(settings.seed());
        this.seed = seed;
        sample = sample(training, seed);
        plan = new BatchPlan(training.lengths(), settings.batchSize(), seed);
        perEpoch = plan.stepsPerEpoch();
        steps = Math.multiplyExact(perEpoch, settings.epochs());
    }

    private static Lessons<?> sample(Lessons<?> training, Seed seed) {
        List<Integer> indices =
                new ArrayList<>(IntStream.range(0, training.size()).boxed().toList());
        Collections.shuffle(indices, seed.random("sample", 0));
        return training.at(indices.subList(0, Math.min(TRAINING_SAMPLE, indices.size())));
    }

    /** Leaves the best weights in the network. */
    Outcome run(TensorReport report) throws IOException {
        int done = saved.resume(tuning.state(), tuning.trained());
        listener.started(steps, done, report);
        tuning.expect(training);
        tuning.expect(validation);
        Schedule schedule =
                Schedule.of(steps, settings.warmupRatio(), settings.method().curve());
        List<List<Integer>> batches = plan.epoch(done / perEpoch);
        long savedAt = System.nanoTime();
        while (done < steps && !exhausted(done)) {
            if (listener.cancelled()) {
                throw new CancellationException("cancelled after step " + done + " of " + steps);
            }
            List<Integer> chosen = batches.get(done % perEpoch);
            double factor = schedule.factor(done);
            done++;
            double loss = tuning.step(pieces(chosen, done), done, factor, chosen);
            listener.stepped(done, steps, loss, settings.learningRate() * factor);
            boolean evaluated = isEvaluated(done);
            if (evaluated) {
                evaluate(done);
            }
            if (evaluated || System.nanoTime() - savedAt >= betweenSaves.toNanos()) {
                saved.save(done, tuning.state(), tuning.trained());
                savedAt = System.nanoTime();
            }
            if (done % perEpoch == 0) {
                batches = plan.epoch(done / perEpoch);
            }
        }
        SavedState.Best best = saved.best().orElseThrow();
        saved.loadBest(tuning.network().weights(), tuning.trained());
        return new Outcome(done, best.step(), best.loss(), report);
    }

    /** True if the loss has not been lower in as many evaluations as patience is had with it. */
    private boolean exhausted(int done) {
        int patience = settings.method().patience();
        return patience > 0
                && saved.best().isPresent()
                && IntStream.rangeClosed(saved.best().get().step() + 1, done)
                                .filter(this::isEvaluated)
                                .count()
                        >= patience;
    }

    /** A step's examples, cut into as many pieces as are wanted, and no more than there are examples. */
    private List<Prepared> pieces(List<Integer> chosen, int step) {
        Random random = seed.random("hidden", step);
        int padding = tuning.network().network().family().padding();
        int most = Math.ceilDiv(settings.batchSize(), settings.method().pieces());
        List<Prepared> pieces = new ArrayList<>();
        for (int from = 0; from < chosen.size(); from += most) {
            List<Integer> some = chosen.subList(from, Math.min(chosen.size(), from + most));
            pieces.add(training.prepare(some, padding, random));
        }
        return pieces;
    }

    /** The given number of times in an epoch, evenly, last at its end. */
    private boolean isEvaluated(int step) {
        int inEpoch = (step - 1) % perEpoch + 1;
        int times = Math.min(settings.evaluationsPerEpoch(), perEpoch);
        return inEpoch * times / perEpoch > (inEpoch - 1) * times / perEpoch;
    }

    private void evaluate(int step) throws IOException {
        Measurement ofTraining = tuning.measure(sample);
        Measurement ofValidation = tuning.measure(validation);
        if (!Double.isFinite(ofValidation.loss())) {
            throw Problem.invalid(
                    "The training diverged",
                    "the validation loss became " + ofValidation.loss() + " at step " + step
                            + "; try a lower learning_rate or a longer warm-up");
        }
        if (saved.best().isEmpty() || ofValidation.loss() < saved.best().get().loss()) {
            saved.keepBest(step, ofValidation.loss(), tuning.network().weights(), tuning.trained());
        }
        listener.evaluated(
                step, (double) step / perEpoch, ofTraining.loss(), ofValidation.loss(), ofValidation.accuracy());
    }
}
