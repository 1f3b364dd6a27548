package aprendiz.transformers.tasks;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.transformers.export.Bound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model answered to a few texts where it was made, in fp32, kept beside it: whoever loads it elsewhere, or in another
 * form, can tell by it whether it still computes the same.
 *
 * @param format 1
 * @param samples from 1 to 64 of them
 */
public record GoldenAnswers(int format, List<GoldenAnswer> samples) {

    /** Where they lie in a checkpoint. */
    public static final String PATH = "aprendiz/golden.json";

    /** What models are asked: sentences of no one's, since whoever may read a version reads them. */
    public static final List<String> TEXTS = List.of(
            "Great.",
            "The room was clean and quiet.",
            "La habitación estaba limpia y el personal fue muy amable.",
            "How do I reset my password if I no longer have access to my e-mail?");

    private static final String QUESTION = "Where did the committee meet last spring?";
    private static final String CONTEXT = "The committee met in Lisbon on the third of March 2024.";

    private static final int FORMAT = 1;
    private static final int MOST = 64;

    public GoldenAnswers {
        if (format != FORMAT) {
            throw Problem.invalid("Bad golden answers", "format: " + format + " is not " + FORMAT);
        }
        if (samples == null || samples.isEmpty() || samples.size() > MOST) {
            throw Problem.invalid("Bad golden answers", "samples: from 1 to " + MOST + " are due");
        }
        for (int i = 0; i < samples.size(); i++) {
            if (samples.get(i) == null) {
                throw Problem.invalid("Bad golden answers", "samples[" + i + "]: null");
            }
        }
        samples = List.copyOf(samples);
    }

    /** Asks a model. */
    public static GoldenAnswers of(TextTask task) {
        List<GoldenAnswer> samples = new ArrayList<>();
        for (String text : TEXTS) {
            samples.add(GoldenAnswer.of(task, text, null));
        }
        samples.add(GoldenAnswer.of(task, QUESTION, CONTEXT));
        return new GoldenAnswers(FORMAT, samples);
    }

    /**
     * Reads those of a checkpoint; nothing if it has none.
     *
     * @throws Problem of kind INVALID that names the place in the file that is wrong
     */
    public static Optional<GoldenAnswers> read(Path checkpoint) throws IOException {
        Path file = checkpoint.resolve(PATH);
        return Files.exists(file) ? Optional.of(Json.read(file, GoldenAnswers.class)) : Optional.empty();
    }

    /** Writes them into a checkpoint, which is not sealed yet. */
    public void write(Path checkpoint) throws IOException {
        Path file = checkpoint.resolve(PATH);
        Files.createDirectories(file.getParent());
        AtomicFile.write(file, Json.pretty(this));
    }

    /**
     * Asks the same again.
     *
     * @param bound how far off the answers may be: numbers by its difference, vectors by its cosine
     * @throws Problem of kind REFUSED that names the first sample whose answer is too far off
     */
    public void check(TextTask task, Bound bound) {
        for (int i = 0; i < samples.size(); i++) {
            Optional<String> complaint = samples.get(i).complaint(task, bound);
            if (complaint.isPresent()) {
                throw Problem.refused("Other answers", PATH + ": samples[" + i + "]: " + complaint.get());
            }
        }
    }
}
