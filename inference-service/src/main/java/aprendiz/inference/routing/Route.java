package aprendiz.inference.routing;

import aprendiz.model.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Who answers the requests for a model's champion, and who is compared with it.
 *
 * @param shares percent of the requests, by alias; the champion answers the rest
 * @param shadow null for none
 * @param guard when a challenger gives its share back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Route(SortedMap<String, Double> shares, Shadow shadow, Guard guard) {

    /** The alias whose requests are shared. */
    public static final String CHAMPION = "champion";

    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");
    private static final double ALL = 100;
    private static final int STEPS = 1 << 20;

    /**
     * Somebody who is asked too, and whose answers are compared and thrown away.
     *
     * @param sample the share of the requests, from 0 to 1
     */
    public record Shadow(String alias, double sample) {}

    /**
     * What a challenger must keep to.
     *
     * @param errors the share of requests that it may fail where the champion does not, from 0 to 1
     * @param slower how many times the champion's 95th percentile its own may be
     * @param after how many of its answers are looked at together, and at least
     */
    public record Guard(double errors, double slower, int after) {
        static final Guard USUAL = new Guard(0.05, 2, 50);
    }

    public Route {
        shares = Collections.unmodifiableSortedMap(shares == null ? new TreeMap<>() : new TreeMap<>(shares));
        guard = guard == null ? Guard.USUAL : guard;
        List<Problem.Complaint> complaints = new ArrayList<>();
        shares.forEach((alias, share) -> {
            checkAlias(complaints, "shares", alias);
            check(complaints, share != null && share >= 0 && share <= ALL, "shares." + alias, "must be from 0 to 100");
        });
        double sum = shares.values().stream()
                .filter(share -> share != null)
                .mapToDouble(Double::doubleValue)
                .sum();
        check(complaints, sum <= ALL, "shares", "add up to " + sum + " percent");
        if (shadow != null) {
            checkAlias(complaints, "shadow.alias", shadow.alias());
            check(complaints, shadow.sample() >= 0 && shadow.sample() <= 1, "shadow.sample", "must be from 0 to 1");
        }
        check(complaints, guard.errors() >= 0 && guard.errors() <= 1, "guard.errors", "must be from 0 to 1");
        check(complaints, guard.slower() >= 1, "guard.slower", "must be 1 or more");
        check(
                complaints,
                guard.after() >= 1 && guard.after() <= Tally.MOST,
                "guard.after",
                "must be from 1 to " + Tally.MOST);
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Bad route", complaints);
        }
    }

    private static void checkAlias(List<Problem.Complaint> complaints, String field, String alias) {
        boolean known = alias != null && ALIAS.matcher(alias).matches() && !alias.equals(CHAMPION);
        check(complaints, known, field, Problem.quoted(alias) + " is no alias of a challenger");
    }

    private static void check(List<Problem.Complaint> complaints, boolean right, String field, String complaint) {
        if (!right) {
            complaints.add(new Problem.Complaint(field, complaint));
        }
    }

    /** All aliases but the champion. */
    SortedSet<String> challengers() {
        SortedSet<String> aliases = new TreeSet<>(shares.keySet());
        if (shadow != null) {
            aliases.add(shadow.alias());
        }
        return aliases;
    }

    /** Who answers. A key that goes to a challenger goes on doing so when its share grows. */
    String pick(String key) {
        int lot = key == null ? ThreadLocalRandom.current().nextInt(STEPS) : spread(key) & (STEPS - 1);
        double left = lot * ALL / STEPS;
        for (var share : shares.entrySet()) {
            left -= share.getValue();
            if (left < 0) {
                return share.getKey();
            }
        }
        return CHAMPION;
    }

    /** Murmur3's last step: keys that are alike get numbers that are not. */
    private static int spread(String key) {
        int h = key.hashCode();
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}
