package aprendiz.journey.jobs;

import aprendiz.journey.bench.Reviews;
import aprendiz.model.Json;
import aprendiz.transformers.training.LabelledText;
import aprendiz.transformers.training.TrainingSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The same training for a job and for the bare library: the reviews of the samples, four times over, with labels that mean
 * nothing. Speed does not depend on them.
 */
final class Apprenticeship {

    static final List<String> LABELS = List.of("even", "odd");

    private static final String BASE = "sentence-transformers/all-MiniLM-L6-v2";
    private static final int COPIES = 4;
    private static final int HELD_BACK = 32;
    private static final int BATCH = 16;
    private static final int LENGTH = 64;
    private static final double RATE = 1e-4;
    private static final double HEAD_RATE = 1e-3;
    private static final double DECAY = 0.01;
    private static final double WARM_UP = 0.1;

    private final List<LabelledText> train = new ArrayList<>();
    private final List<LabelledText> validation = new ArrayList<>();

    Apprenticeship(Reviews reviews) {
        List<String> texts = reviews.texts();
        for (int i = 0; i < texts.size(); i++) {
            List<LabelledText> part = i < HELD_BACK ? validation : train;
            for (int copy = 0; copy < (i < HELD_BACK ? 1 : COPIES); copy++) {
                part.add(new LabelledText(
                        texts.get(i) + " ".repeat(copy > 0 ? 1 : 0) + number(copy), i % LABELS.size()));
            }
        }
    }

    /** A text is not to be there twice. */
    private static String number(int copy) {
        return copy == 0 ? "" : Integer.toString(copy);
    }

    List<LabelledText> train() {
        return List.copyOf(train);
    }

    List<LabelledText> validation() {
        return List.copyOf(validation);
    }

    /** Writes the files that the recipe names. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("train.jsonl"), lines(train));
        Files.write(folder.resolve("validation.jsonl"), lines(validation));
        return folder;
    }

    private static List<String> lines(List<LabelledText> part) {
        return part.stream()
                .map(one -> Json.MAPPER
                        .createObjectNode()
                        .put("text", one.text())
                        .put("label", LABELS.get(one.label()))
                        .toString())
                .toList();
    }

    /** Another seed is another job. */
    JsonNode recipe(long seed) {
        ObjectNode recipe = Json.MAPPER
                .createObjectNode()
                .put("technique", "transfer")
                .put("base", BASE)
                .put("from_scratch", false)
                .put("seed", seed);
        recipe.putObject("data")
                .put("dataset", Workshop.DATA.toString())
                .put("file", "train.jsonl")
                .put("validation_file", "validation.jsonl")
                .put("test_file", "validation.jsonl")
                .put("text", "text")
                .put("label", "label");
        recipe.putObject("settings")
                .put("epochs", 1)
                .put("batch_size", BATCH)
                .put("max_length", LENGTH)
                .put("learning_rate", RATE)
                .put("head_learning_rate", HEAD_RATE)
                .put("weight_decay", DECAY)
                .put("warmup_ratio", WARM_UP)
                .put("max_grad_norm", 1.0)
                .put("evaluations_per_epoch", 1);
        recipe.putArray("gate");
        recipe.putObject("publish").put("name", "bench/job-" + seed).putNull("alias");
        return recipe;
    }

    TrainingSettings settings(long seed) {
        return new TrainingSettings(1, BATCH, LENGTH, RATE, HEAD_RATE, DECAY, WARM_UP, 1.0, -1, 1, seed);
    }
}
