package aprendiz.inference.variants;

import aprendiz.transformers.export.Parity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which setup computes a version on this machine, and the figures by which it was chosen.
 *
 * @param machine that was measured
 * @param allowed forms that were looked at
 */
public record Choice(String machine, List<Form> allowed, Setup chosen, List<Figures> figures) {

    /** Who is slower by less than this counts as fast; then who answers one text sooner is taken. */
    private static final double NEAR = 0.9;

    /** How much faster a form that rounds must be to be worth it. */
    private static final double WORTH = 1.2;

    public Choice {
        allowed = List.copyOf(allowed);
        figures = List.copyOf(figures);
    }

    /** The best of what was measured; the plain form if all is refused. */
    static Choice of(String machine, List<Form> allowed, List<Figures> figures) {
        Optional<Figures> exact = best(figures, true);
        Optional<Figures> rounded = best(figures, false);
        boolean worth = rounded.isPresent()
                && (exact.isEmpty()
                        || rounded.get().tokensPerSecond() > WORTH * exact.get().tokensPerSecond());
        Setup chosen = (worth ? rounded : exact)
                .map(Figures::setup)
                .orElse(Setup.of(Form.PLAIN, Setup.ALL).getFirst());
        return new Choice(machine, allowed, chosen, figures);
    }

    private static Optional<Figures> best(List<Figures> figures, boolean exact) {
        List<Figures> some = figures.stream()
                .filter(one -> one.refused() == null && one.setup().form().exact() == exact)
                .toList();
        double most = some.stream().mapToDouble(Figures::tokensPerSecond).max().orElse(0);
        return some.stream()
                .filter(one -> one.tokensPerSecond() >= NEAR * most)
                .min(Comparator.comparingDouble(Figures::milliseconds));
    }

    /** The same for another network of the same shape, whose chosen form is so near to its original. */
    Choice with(Parity parity) {
        List<Figures> known = figures.stream()
                .filter(one -> one.refused() == null)
                .map(one -> new Figures(
                        one.setup(),
                        one.tokensPerSecond(),
                        one.milliseconds(),
                        one.setup().form() == chosen.form() ? parity : null,
                        null))
                .toList();
        return new Choice(machine, allowed, chosen, known);
    }

    boolean fits(String thisMachine, List<Form> nowAllowed) {
        return machine.equals(thisMachine) && allowed.equals(nowAllowed);
    }
}
