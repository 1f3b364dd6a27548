package aprendiz.training.run;

import aprendiz.transformers.training.TensorReport;
import aprendiz.transformers.training.TrainingListener;

/** Tells how a training goes, line by line, with an estimate of the time left. */
final class Telling implements TrainingListener {

    private static final double NANOS = 1e9;

    private final ProgressLog progress;
    private final Phase phase;
    private final int trainingsLeft;
    private final long began = System.nanoTime();
    private int resumedAt;
    private long steppedSince = began;

    /** @param trainingsLeft how many trainings of the same length follow in this job */
    Telling(ProgressLog progress, Phase phase, int trainingsLeft) {
        this.progress = progress;
        this.phase = phase;
        this.trainingsLeft = trainingsLeft;
    }

    @Override
    public void started(int steps, int resumedAt, TensorReport tensors) {
        this.resumedAt = resumedAt;
        this.steppedSince = System.nanoTime();
        progress.say(new Progress.Began(phase, steps, resumedAt));
    }

    @Override
    public void stepped(int step, int steps, double loss, double learningRate) {
        double perStep = (System.nanoTime() - steppedSince) / NANOS / Math.max(1, step - resumedAt);
        double left = perStep * ((steps - step) + (double) trainingsLeft * steps);
        progress.say(new Progress.Stepped(phase, step, steps, loss, learningRate, left));
    }

    @Override
    public void evaluated(int step, double epoch, double trainingLoss, double validationLoss, double accuracy) {
        progress.say(new Progress.Evaluated(phase, step, epoch, trainingLoss, validationLoss, accuracy));
    }

    int resumedAt() {
        return resumedAt;
    }

    double seconds() {
        return (System.nanoTime() - began) / NANOS;
    }
}
