package aprendiz.journey.bench;

import java.nio.file.Path;

/**
 * On what terms all works are measured.
 *
 * @param windows turns of each side, one after the other; figures are medians of them
 * @param repeats repetitions in a turn
 * @param python the peer's interpreter
 * @param scratch a folder for files that are gone afterwards
 */
public record Terms(int windows, int repeats, String python, Path scratch) {

    public Terms {
        if (windows < 1 || repeats < 1) {
            throw new IllegalArgumentException(windows + " windows of " + repeats + " repeats: 1 is the least of both");
        }
    }

    /** So many more repetitions: for work that is quickly done. */
    Terms times(int more) {
        return new Terms(windows, repeats * more, python, scratch);
    }
}
