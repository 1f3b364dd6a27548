package aprendiz.training.checks;

import aprendiz.training.data.Parts;
import aprendiz.training.recipe.DistillationRecipe;
import aprendiz.training.recipe.Goal;
import aprendiz.training.recipe.SearchRecipe;
import aprendiz.training.recipe.TrainingRecipe;
import aprendiz.training.recipe.TransferRecipe;
import aprendiz.training.run.Shape;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.training.TrainingSettings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Counts what a job computes and holds: from the shapes of its networks, its settings and the lengths of its texts. */
final class Effort {

    /** Part of the words that are hidden where a model learns to fill them in. */
    private static final double HIDDEN = 0.15;
    /** Of the training part, in each measurement of the losses. */
    private static final int MEASURED_SAMPLE = 256;
    /** What a job's process holds before any weight: the JVM with its heap, libtorch, the tokenizer, the texts. */
    private static final long PROCESS = 600L << 20;
    /** What teacher and student say of every token, each divided, as probabilities and as they were, and a gradient. */
    private static final double TAUGHT_WORDS = 8;
    /** Weights, their gradients, and the two moments of AdamW. */
    private static final int COPIES = 4;

    private final Goal goal;
    private final TrainingSettings settings;
    private final Texts train;
    private final Texts validation;
    private final Texts test;
    private double operations;
    private double updates;
    private double memory;

    /** What is learned without labels counts with the rest. */
    private Effort(TrainingRecipe recipe, Map<String, Parts.Size> sizes) {
        this.goal = recipe.goal();
        this.settings = recipe.settings();
        Texts labelled = texts(sizes, "train");
        this.train = switch (recipe) {
            case TransferRecipe transfer ->
                transfer.fewShot().map(few -> labelled.times(few.texts())).orElse(labelled);
            case DistillationRecipe distillation ->
                sizes.containsKey("unlabelled") ? labelled.and(texts(sizes, "unlabelled")) : labelled;
        };
        this.validation = texts(sizes, "validation");
        this.test = texts(sizes, "test");
    }

    private Texts texts(Map<String, Parts.Size> sizes, String part) {
        return Texts.of(Objects.requireNonNull(sizes.get(part)), goal, settings.maxLength());
    }

    /** Counts the trainings, the measurements at their evaluations, and those at the end. */
    static Expected of(TrainingRecipe recipe, Base base, Head head, Map<String, Parts.Size> sizes) {
        Effort effort = new Effort(recipe, sizes);
        switch (recipe) {
            case TransferRecipe transfer -> {
                effort.tune(base, base.parameters(recipe.settings(), head));
                if (transfer.fromScratch()) {
                    effort.train(base, base.parameters(head));
                }
            }
            case DistillationRecipe distillation -> {
                Base student = base.student(distillation.student());
                effort.train(student, student.parameters(base.head()));
                effort.train(student, student.parameters(base.head()));
                effort.ask(base, distillation.teachers().size());
            }
        }
        return effort.expected();
    }

    /** Counts every trial of every round, as if the first ones went on, and the recipe in full. */
    static Expected of(SearchRecipe search, Base base, Head head, Map<String, Parts.Size> sizes) {
        List<ObjectNode> candidates = search.candidates();
        Expected all = of(search.best(candidates.getFirst()), base, head, sizes);
        for (int round = 0; round < search.rounds(); round++) {
            for (ObjectNode candidate : candidates.subList(0, search.size(round))) {
                TransferRecipe trial = search.trial(candidate, round);
                Effort effort = new Effort(trial, sizes);
                effort.tune(base, base.parameters(trial.settings(), head));
                all = all.and(effort.expected());
            }
        }
        return all;
    }

    private Expected expected() {
        return new Expected(operations, updates, (long) memory, 1, null, Expected.UNTIMED);
    }

    /** A training as the settings say: some layers may be left alone, some learn through adapters. */
    private void tune(Base base, Base.Parameters parameters) {
        Shape shape = Shape.of(base.config());
        boolean adapted = settings.method().adapters().isPresent();
        boolean gradual = settings.method().gradual();
        int frozen = Math.clamp(settings.frozenLayers(), 0, shape.layers());
        if (settings.frozenLayers() >= shape.layers() && !adapted && !gradual) {
            // the trunk never changes, so each text goes through it once
            operations += forward(shape, train.and(validation));
            count(shape, parameters, 0);
            return;
        }
        double learned = gradual ? gradually(shape.layers()) : 1 - (double) frozen / shape.layers();
        double backward = adapted ? 1 : 2 * learned;
        double again = settings.method().recomputed() ? learned : 0;
        operations += settings.epochs() * forward(shape, train) * (1 + backward + again);
        count(shape, parameters, learned);
        measure(shape);
    }

    /** A training in which everything learns. */
    private void train(Base base, Base.Parameters parameters) {
        Shape shape = Shape.of(base.config());
        double passes = settings.method().recomputed() ? 4 : 3;
        operations += settings.epochs() * forward(shape, train) * passes;
        count(shape, parameters, 1);
        measure(shape);
    }

    /** What part of the layers learns, over all epochs, if each lets one more begin. */
    private double gradually(int layers) {
        double sum = 0;
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            sum += Math.min(1, (double) epoch / layers);
        }
        return sum / settings.epochs();
    }

    /** @param learned part of the layers that something is kept of */
    private void count(Shape shape, Base.Parameters parameters, double learned) {
        double steps = Math.ceil(train.rows() / settings.batchSize()) * settings.epochs();
        updates += steps * parameters.trained();
        double batch =
                Math.ceil((double) settings.batchSize() / settings.method().pieces());
        double tokens = Math.min(batch, train.rows()) * train.longest();
        double kept = learned * tokens * shape.kept(settings.method().recomputed());
        double words = goal == Goal.FILL_MASK ? 3.0 * HIDDEN * tokens * shape.vocabulary() * Float.BYTES : 0;
        double weights = ((double) parameters.trained() * COPIES + parameters.frozen()) * Float.BYTES;
        double stored = ((double) parameters.trained() + parameters.frozen()) * Float.BYTES;
        memory = Math.max(memory, PROCESS + weights + stored + kept + words);
    }

    /** Both losses at each evaluation, and the validation and test parts at the end. */
    private void measure(Shape shape) {
        double perEpoch = Math.min(settings.evaluationsPerEpoch(), Math.ceil(train.rows() / settings.batchSize()));
        Texts measured = train.atMost(MEASURED_SAMPLE).and(validation);
        operations += settings.epochs() * perEpoch * forward(shape, measured);
        operations += forward(shape, validation.and(test));
    }

    /**
     * Teachers as large as this one answer each text once; where words are hidden anew they lie beside the student and answer
     * each batch, and all the words that are said of every token are held.
     */
    private void ask(Base teacher, int teachers) {
        Shape shape = Shape.of(teacher.config());
        if (goal != Goal.FILL_MASK) {
            operations += teachers * forward(shape, train.and(validation).and(test));
            return;
        }
        operations += teachers * settings.epochs() * (forward(shape, train) + train.tokens() * shape.hiddenWord());
        double tokens =
                Math.ceil((double) settings.batchSize() / settings.method().pieces()) * train.longest();
        memory += (double) teachers * teacher.parameters(teacher.head()).trained() * Float.BYTES;
        memory += TAUGHT_WORDS * tokens * shape.vocabulary() * Float.BYTES;
    }

    private double forward(Shape shape, Texts texts) {
        double head = goal == Goal.FILL_MASK ? HIDDEN * shape.hiddenWord() : 0;
        return texts.tokens() * (shape.forward(texts.length()) + head);
    }
}
