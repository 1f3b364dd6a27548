package aprendiz.training.recipe;

/**
 * How a classifier learns of few texts: from pairs of them.
 *
 * @param pairs that each text is in with others of its label, and as many with those of other labels
 */
public record FewShot(int pairs) {

    /** How many pairs an epoch has for each text. */
    public int lessons() {
        return 2 * pairs;
    }

    /** How many texts go through the network in an epoch for each text. */
    public int texts() {
        return 2 * lessons();
    }
}
