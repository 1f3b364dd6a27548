package aprendiz.training.run;

import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.Relation;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelCard;
import aprendiz.training.recipe.TransferRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the card and the manifest into a finished checkpoint: what it is, where it came from, how good it is. */
final class Sealing {

    private static final Pattern LICENSE = Pattern.compile("(?m)^license:\\s*([A-Za-z0-9.+_-]+)\\s*$");

    private final Assignment assignment;
    private final TransferRecipe recipe;
    private final Report report;

    Sealing(Assignment assignment, TransferRecipe recipe, Report report) {
        this.assignment = assignment;
        this.recipe = recipe;
        this.report = report;
    }

    /** @param base the checkpoint that it was fine-tuned from, whose licence it inherits */
    void seal(Path version, Path base) throws IOException {
        Manifest manifest = new Manifest(
                1,
                Kind.FINE_TUNED,
                recipe.task(),
                List.of(
                        assignment.pins().base().as(Relation.FINE_TUNED_FROM),
                        assignment.pins().data().as(Relation.TRAINED_ON)),
                recipe.toJson(),
                recipe.seed(),
                report.metrics(),
                assignment.job(),
                producer(),
                List.of());
        new ModelCard(recipe.publish().name(), manifest, report.labels(), license(base), List.of(), summary())
                .write(version);
        new Checkpoint(version).seal(manifest);
    }

    private String summary() {
        return "Answers a text with one of " + report.labels().size() + " labels: "
                + assignment.pins().base().label() + " with a new head, fine-tuned on `"
                + recipe.data().file() + "` of "
                + assignment.pins().data().label() + ".";
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
