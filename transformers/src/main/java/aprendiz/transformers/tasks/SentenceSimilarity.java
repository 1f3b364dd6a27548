package aprendiz.transformers.tasks;

import aprendiz.model.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How alike texts are: the cosines of their vectors. */
public final class SentenceSimilarity implements AutoCloseable {

    private static final double LEAST_NORM = 1e-12;

    private final FeatureExtraction vectors;

    SentenceSimilarity(FeatureExtraction vectors) {
        this.vectors = vectors;
    }

    /**
     * Reads a checkpoint.
     *
     * @throws Problem of kind INVALID that names the file, tensor or field that is wrong
     */
    public static SentenceSimilarity load(Path checkpoint) {
        return FeatureExtraction.load(checkpoint).similarity();
    }

    /** How alike each of the sentences and the source sentence are, from -1 to 1. */
    public float[] similarities(String sourceSentence, List<String> sentences) {
        List<String> all = new ArrayList<>(sentences);
        all.add(sourceSentence);
        float[][] embedded = vectors.embed(all);
        float[] source = embedded[sentences.size()];
        float[] similarities = new float[sentences.size()];
        for (int i = 0; i < similarities.length; i++) {
            similarities[i] = (float) cosine(source, embedded[i]);
        }
        return similarities;
    }

    private static double cosine(float[] a, float[] b) {
        double norms = Math.max(Math.sqrt(dot(a, a)), LEAST_NORM) * Math.max(Math.sqrt(dot(b, b)), LEAST_NORM);
        return dot(a, b) / norms;
    }

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** Closes what {@link FeatureExtraction#similarity} shares with it too. */
    @Override
    public void close() {
        vectors.close();
    }
}
