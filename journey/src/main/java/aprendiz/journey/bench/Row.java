package aprendiz.journey.bench;

import java.util.List;
import java.util.Locale;

/**
 * One line of the table.
 *
 * @param work what was done
 * @param ours null if it was not measured
 * @param against what it is compared with
 * @param theirs null if that was not measured
 * @param ratio of ours to theirs; null without both
 * @param target what the ratio is to be; null if nothing is asked
 * @param note why something was not measured, or what else is to be known; may be empty
 */
public record Row(String work, Figure ours, String against, Figure theirs, Double ratio, Target target, String note)
        implements Line {

    static final List<String> HEAD = List.of("work", "ours", "compared with", "theirs", "ratio", "target", "", "note");

    /** Both sides of a race, in milliseconds of one repetition. */
    public static Row of(String work, Race race, Target target) {
        Figure ours = Figure.milliseconds(race.ours());
        return race.hasPeer()
                ? new Row(work, ours, race.peer(), Figure.milliseconds(race.theirs()), race.ratio(), target, "")
                : new Row(work, ours, "Python", null, null, target, race.peer());
    }

    /** Something that this machine cannot do. */
    public static Row impossible(String work, String against, Target target, String reason) {
        return new Row(work, null, against, null, null, target, reason);
    }

    /** The same, held to a target. */
    public Row with(Target newTarget) {
        return new Row(work, ours, against, theirs, ratio, newTarget, note);
    }

    /** The same with a note. */
    public Row noting(String newNote) {
        return new Row(work, ours, against, theirs, ratio, target, newNote);
    }

    /** For those who watch. */
    @Override
    public String toString() {
        String compared =
                theirs == null ? note : String.format(Locale.ROOT, "%s %s, ratio %.2f", against, theirs, ratio);
        return work + ": " + (ours == null ? "-" : ours) + " (" + compared + ")";
    }

    @Override
    public Verdict verdict() {
        if (target == null) {
            return Verdict.NO_TARGET;
        }
        if (ratio == null) {
            return Verdict.NOT_MEASURED;
        }
        return target.isReachedBy(ratio) ? Verdict.REACHED : Verdict.MISSED;
    }

    @Override
    public List<String> cells() {
        return List.of(
                work,
                ours == null ? "-" : ours.toString(),
                against,
                theirs == null ? "-" : theirs.toString(),
                ratio == null ? "-" : String.format(Locale.ROOT, "%.2f", ratio),
                target == null ? "" : target.toString(),
                target == null ? "" : verdict().toString(),
                note);
    }
}
