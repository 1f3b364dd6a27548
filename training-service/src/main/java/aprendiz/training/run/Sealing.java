package aprendiz.training.run;

import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.Parent;
import aprendiz.model.Relation;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelCard;
import aprendiz.training.evaluation.ConfusionPlot;
import aprendiz.training.evaluation.Detail;
import aprendiz.training.evaluation.LossPlot;
import aprendiz.training.recipe.DistillationRecipe;
import aprendiz.training.recipe.Pinned;
import aprendiz.training.recipe.TrainingRecipe;
import aprendiz.training.recipe.TransferRecipe;
import aprendiz.training.subjects.Subject;
import aprendiz.transformers.tasks.GoldenAnswers;
import aprendiz.transformers.tasks.Tasks;
import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the card, golden answers and the manifest into a finished checkpoint: what it is, where it came from, how good it is,
 * and by what one can tell that it still computes the same.
 */
final class Sealing {

    private static final Pattern LICENSE = Pattern.compile("(?m)^license:\\s*([A-Za-z0-9.+_-]+)\\s*$");

    private static final String PLOTS = "plots";

    private final Assignment assignment;
    private final TrainingRecipe recipe;
    private final Subject subject;
    private final Report report;

    Sealing(Assignment assignment, TrainingRecipe recipe, Subject subject, Report report) {
        this.assignment = assignment;
        this.recipe = recipe;
        this.subject = subject;
        this.report = report;
    }

    /** @param base the checkpoint that it was fine-tuned from, whose licence it inherits */
    void seal(Path version, Path base) throws IOException {
        Manifest manifest = new Manifest(
                1,
                kind(),
                recipe.task(),
                parents(),
                recipe.toJson(),
                recipe.seed(),
                report.metrics(),
                assignment.job(),
                producer(),
                List.of());
        ModelCard.Evidence evidence = new ModelCard.Evidence(report.ownIntervals(), draw(version), costs());
        new ModelCard(recipe.publish().name(), manifest, report.labels(), license(base), List.of(), summary(), evidence)
                .write(version);
        if (Tokenizer.isIn(version)) {
            try (TextTask task = Tasks.open(version)) {
                GoldenAnswers.of(task).write(version);
            }
        }
        new Checkpoint(version).seal(manifest);
    }

    /** The losses, and which labels were taken for which, as pictures beside the card. */
    private List<ModelCard.Picture> draw(Path version) throws IOException {
        List<ModelCard.Picture> pictures = new ArrayList<>();
        Path folder = Files.createDirectories(version.resolve(PLOTS));
        Training training = report.trainings().values().iterator().next();
        if (!training.evaluations().isEmpty()) {
            List<LossPlot.Point> points = training.evaluations().stream()
                    .map(one -> new LossPlot.Point(one.step(), one.trainingLoss(), one.validationLoss()))
                    .toList();
            Files.writeString(folder.resolve("loss.svg"), LossPlot.svg(points, training.bestStep()));
            pictures.add(new ModelCard.Picture(PLOTS + "/loss.svg", "Training and validation loss, by step"));
        }
        if (report.model().detail() instanceof Detail.Labels labels) {
            Files.writeString(folder.resolve("confusion-matrix.svg"), ConfusionPlot.svg(labels.confusion()));
            pictures.add(new ModelCard.Picture(PLOTS + "/confusion-matrix.svg", "Confusion matrix of the test part"));
        }
        return pictures;
    }

    private List<ModelCard.Cost> costs() {
        return report.burdens().entrySet().stream()
                .map(entry -> entry.getValue().cost(entry.getKey()))
                .toList();
    }

    private Kind kind() {
        return switch (recipe) {
            case TransferRecipe transfer -> Kind.FINE_TUNED;
            case DistillationRecipe distillation -> Kind.DISTILLED;
        };
    }

    private List<Parent> parents() {
        Pinned base = assignment.pins().base();
        List<Parent> parents = new ArrayList<>();
        switch (recipe) {
            case TransferRecipe transfer -> parents.add(base.as(Relation.FINE_TUNED_FROM));
            case DistillationRecipe distillation -> {
                assignment.pins().teachers().forEach(teacher -> parents.add(teacher.as(Relation.DISTILLED_FROM)));
                if (distillation.student().inherits()) {
                    parents.add(base.as(Relation.INITIALISED_FROM));
                }
            }
        }
        parents.add(assignment.pins().data().as(Relation.TRAINED_ON));
        return parents;
    }

    private String summary() {
        String how = switch (recipe) {
            case TransferRecipe transfer ->
                assignment.pins().base().label() + " with a new head, fine-tuned on `"
                        + recipe.data().file() + "`";
            case DistillationRecipe distillation -> distilled(distillation);
        };
        return subject.does() + ": " + how + " of " + assignment.pins().data().label() + ".";
    }

    private String distilled(DistillationRecipe distillation) {
        String teachers =
                assignment.pins().teachers().stream().map(Pinned::label).collect(Collectors.joining(" and "));
        String more = distillation.unlabelled() == null ? "" : " and, unlabelled, `" + distillation.unlabelled() + "`";
        return "a student of " + distillation.student().depth() + " layers, distilled from " + teachers + " with `"
                + distillation.data().file() + "`" + more;
    }

    private static String license(Path base) throws IOException {
        Path card = base.resolve(ModelCard.FILE);
        if (!Files.exists(card)) {
            return null;
        }
        Matcher license = LICENSE.matcher(Files.readString(card));
        return license.find() ? license.group(1) : null;
    }

    private static String producer() {
        return "aprendiz-training on Java " + Runtime.version().feature() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch");
    }
}
