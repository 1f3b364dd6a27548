package aprendiz.transformers.training;

import aprendiz.model.Digest;
import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.training.Evaluation.Encoded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Fine-tunes a base checkpoint into a text classifier; or, for comparison, trains the same architecture from scratch.
 *
 * <p>Same base, data, settings and number of threads: the same bytes. A training stopped at any moment and begun again
 * with the same state folder ends with the same bytes as one that ran through.
 */
public final class ClassifierTraining {

    /** Where the weights of the trunk come from. */
    public enum Start {
        PRETRAINED,
        FROM_SCRATCH
    }

    /**
     * What a finished training says of itself.
     *
     * @param steps optimiser steps done
     * @param bestStep where the validation loss was lowest: the checkpoint written is that one
     * @param validationLoss there
     */
    public record Outcome(int steps, int bestStep, double validationLoss, TensorReport tensors) {}

    private final Checkpoint base;
    private final List<String> labels;
    private final Start start;
    private final TrainingSettings settings;
    private final Duration betweenSaves;
    private final Network network;

    /**
     * Reads the base's config.
     *
     * @param labels in the order of the logits
     * @throws Problem of kind INVALID if the base is none that can be trained, or settings and base do not fit
     */
    public ClassifierTraining(Path base, List<String> labels, Start start, TrainingSettings settings) {
        this(base, labels, start, settings, Duration.ofSeconds(20));
    }

    /** @param betweenSaves how long at most the training goes without saving its state */
    ClassifierTraining(Path base, List<String> labels, Start start, TrainingSettings settings, Duration betweenSaves) {
        this.base = new Checkpoint(base);
        this.labels = List.copyOf(labels);
        this.start = Objects.requireNonNull(start, "start");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.betweenSaves = betweenSaves;
        try {
            network = new Network(Family.of(this.base.config()), new SequenceClassification(this.labels));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FineTuning.frozen(network, settings);
    }

    /**
     * Trains to the end and writes the best checkpoint (config.json, model.safetensors, tokenizer files).
     *
     * @param state a folder of this training's own, where it saves what it needs to go on after a kill; may be empty
     * @param checkpoint where the result is written, whole or not at all
     * @throws Problem of kind INVALID if the data is unusable, the base incomplete or the training diverges; CONFLICT if
     *     the state is of another training
     * @throws java.util.concurrent.CancellationException if the listener cancels
     */
    public Outcome run(
            List<LabelledText> train,
            List<LabelledText> validation,
            Path state,
            Path checkpoint,
            TrainingListener listener) {
        check("train", train);
        check("validation", validation);
        int longest = Math.min(settings.maxLength(), network.family().positions());
        try (Tokenizer tokenizer = Tokenizer.load(base.folder(), longest);
                StoredTensors tensors = StoredTensors.open(base, network.family())) {
            HeadSwap swap = switch (start) {
                case PRETRAINED -> HeadSwap.from(tensors, network);
                case FROM_SCRATCH -> HeadSwap.fromScratch(network);
            };
            SavedState saved = new SavedState(state, identity(train, validation));
            try (FineTuning tuning = new FineTuning(
                    network, swap.source(tensors, network, new Seed(settings.seed())), swap.made(), settings)) {
                TrainingLoop loop = new TrainingLoop(
                        tuning,
                        settings,
                        encode(tokenizer, train),
                        encode(tokenizer, validation),
                        saved,
                        betweenSaves,
                        listener);
                Outcome outcome = loop.run(swap.report(network, FineTuning.frozen(network, settings)));
                new ResultFolder(base, network, labels, tokenizer.maxLength())
                        .write(checkpoint, tuning.network().weights());
                return outcome;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(String part, List<LabelledText> texts) {
        if (texts.isEmpty()) {
            throw Problem.invalid("Unusable data", List.of(new Complaint(part, "there is no text in it")));
        }
        for (int i = 0; i < texts.size(); i++) {
            int label = texts.get(i).label();
            if (label >= labels.size()) {
                throw Problem.invalid(
                        "Unusable data",
                        List.of(new Complaint(
                                part + "[" + i + "]", "label " + label + ", but there are " + labels.size())));
            }
        }
    }

    private static Encoded encode(Tokenizer tokenizer, List<LabelledText> texts) {
        return new Encoded(
                tokenizer.encode(texts.stream().map(LabelledText::text).toList()),
                texts.stream().map(LabelledText::label).toList());
    }

    /** Of all that the result depends on, but for the machine. */
    private Digest identity(List<LabelledText> train, List<LabelledText> validation) throws IOException {
        String all = String.join(
                "\n",
                Digest.of(base.file(Checkpoint.CONFIG)).toString(),
                Digest.of(base.file(Checkpoint.WEIGHTS)).toString(),
                Digest.of(Tokenizer.json(base.folder())).toString(),
                labels.toString(),
                start.toString(),
                settings.toString(),
                train.toString(),
                validation.toString());
        return Digest.of(all.getBytes(StandardCharsets.UTF_8));
    }
}
