package aprendiz.transformers.tasks;

import java.util.List;

/**
 * A label and how well it fits.
 *
 * @param score a probability, or the logit itself where no function was applied
 */
public record LabelScore(String label, double score) {

    static List<LabelScore> ranked(List<String> labels, float[] scores, int most) {
        return Scores.ranked(scores, most).stream()
                .map(i -> new LabelScore(labels.get(i), scores[i]))
                .toList();
    }
}
