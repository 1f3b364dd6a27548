package aprendiz.inference.serving;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much may be loaded. When it is more, what was asked least recently makes room.
 *
 * @param versions at most
 * @param bytes that their weights may take together
 * @param kept what is loaded at the start and never makes room
 */
record Room(int versions, long bytes, Set<Line.Key> kept) {

    /** @param kept {@code namespace/name@revision}; champion where no revision is said */
    Room(int versions, long bytes, List<String> kept) {
        this(versions, bytes, keys(kept));
    }

    /** So many versions, whatever they take. */
    static Room of(int versions) {
        return new Room(versions, Long.MAX_VALUE, Set.of());
    }

    private static Set<Line.Key> keys(List<String> kept) {
        Set<Line.Key> keys = new LinkedHashSet<>();
        for (String one : kept) {
            int at = one.indexOf('@');
            keys.add(
                    at < 0
                            ? new Line.Key(ModelName.of(one), "champion")
                            : new Line.Key(ModelName.of(one.substring(0, at)), one.substring(at + 1)));
        }
        return keys;
    }

    boolean keeps(Line.Key key) {
        return kept.contains(key);
    }

    /** Closes what will never fit, and says so. */
    void admit(LiveVersion version) {
        if (version.bytes() > bytes) {
            version.close();
            throw Problem.unavailable(
                    "Too large",
                    version.pin().label() + " takes " + version.bytes() + " bytes of memory, and all versions together"
                            + " may take " + bytes + " (aprendiz.inference.memory)",
                    null);
        }
    }

    /** True if all that is loaded may stay. */
    boolean suffices(Collection<Line> lines) {
        Map<Pin, Long> loaded = new LinkedHashMap<>();
        for (Line line : lines) {
            Pin pin = line.livePin();
            if (pin != null) {
                loaded.put(pin, line.bytes());
            }
        }
        return loaded.size() <= versions
                && loaded.values().stream().mapToLong(Long::longValue).sum() <= bytes;
    }
}
