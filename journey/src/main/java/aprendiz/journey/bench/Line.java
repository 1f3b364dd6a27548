package aprendiz.journey.bench;

import java.util.List;

/** One line of a table. */
public interface Line {

    /** As they are shown, in the order of the table's head. */
    List<String> cells();

    /** How it stands to what it is to be. */
    Verdict verdict();
}
