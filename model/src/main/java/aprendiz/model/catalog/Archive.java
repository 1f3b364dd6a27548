package aprendiz.model.catalog;

/**
 * A version as one zip that stands by itself: its files as they are, and what the registry knows of it in a folder of its
 * own, each as the API answers it.
 */
public final class Archive {

    /** Where the registry's documents lie; no file of a version may. */
    public static final String FOLDER = ".aprendiz/";

    /** The {@link Version}. */
    public static final String VERSION = FOLDER + "version.json";
    /** Its {@link Lineage}, as far as it leads back. */
    public static final String LINEAGE = FOLDER + "lineage.json";
    /** A list of {@link Evaluation}. */
    public static final String EVALUATIONS = FOLDER + "evaluations.json";
    /** Its signature, where it has one. */
    public static final String SIGNATURE = FOLDER + "model.sig";

    private Archive() {}
}
