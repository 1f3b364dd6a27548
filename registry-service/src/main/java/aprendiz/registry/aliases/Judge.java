package aprendiz.registry.aliases;

import aprendiz.model.Relation;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Evaluation;
import aprendiz.model.catalog.Gate;
import aprendiz.model.catalog.GateVerdict;
import aprendiz.model.catalog.TestSet;
import aprendiz.registry.catalog.Catalog;
import aprendiz.registry.catalog.EdgeRow;
import aprendiz.registry.catalog.VersionRow;
import aprendiz.registry.evaluations.Evaluations;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds a version against gates. Every gate is judged, also after one has failed. */
@ApplicationScoped
class Judge {

    private final Evaluations evaluations;

    Judge(Evaluations evaluations) {
        this.evaluations = evaluations;
    }

    /** @param holder the version that the alias holds now */
    List<GateVerdict> judge(List<Gate> gates, VersionRow version, Optional<VersionRow> holder) {
        return gates.stream().flatMap(gate -> judge(gate, version, holder)).toList();
    }

    private Stream<GateVerdict> judge(Gate gate, VersionRow version, Optional<VersionRow> holder) {
        return switch (gate) {
            case Gate.AtLeast atLeast -> Stream.of(bar(atLeast, version));
            case Gate.BetterThanHolder better -> Stream.of(better(better, version, holder));
            case Gate.Forgetting forgetting -> forgotten(forgetting, version).stream();
        };
    }

    private GateVerdict bar(Gate.AtLeast gate, VersionRow version) {
        boolean lower = Gate.isLowerBetter(gate.metric());
        String on = on(gate.testSet(), gate.split());
        String condition = gate.metric() + on + (lower ? " <= " : " >= ") + number(gate.value());
        Optional<Double> figure = figure(version, gate.metric(), gate.testSet(), gate.split());
        if (figure.isEmpty()) {
            return unmeasured(condition, version, gate.metric(), on, gate.value());
        }
        double measured = figure.get();
        boolean passed = lower ? measured <= gate.value() : measured >= gate.value();
        return new GateVerdict(
                condition,
                measured,
                gate.value(),
                passed,
                "version " + version.number + " has " + gate.metric() + " " + number(measured) + on + ", the bar is "
                        + number(gate.value()));
    }

    private GateVerdict better(Gate.BetterThanHolder gate, VersionRow version, Optional<VersionRow> holder) {
        boolean lower = Gate.isLowerBetter(gate.metric());
        String on = on(gate.testSet(), gate.split());
        String condition = gate.metric() + on + " better than the holder's by " + number(gate.margin());
        if (holder.isEmpty()) {
            return new GateVerdict(condition, null, null, true, "the alias holds no version yet");
        }
        Optional<Double> figure = figure(version, gate.metric(), gate.testSet(), gate.split());
        Optional<Double> held = figure(holder.get(), gate.metric(), gate.testSet(), gate.split());
        if (figure.isEmpty()) {
            return unmeasured(condition, version, gate.metric(), on, held.orElse(null));
        }
        if (held.isEmpty()) {
            return unmeasured(condition, holder.get(), gate.metric(), on, null);
        }
        double bar = lower ? held.get() - gate.margin() : held.get() + gate.margin();
        boolean passed = lower ? figure.get() <= bar : figure.get() >= bar;
        return new GateVerdict(
                condition,
                figure.get(),
                bar,
                passed,
                "version " + version.number + " has " + gate.metric() + " " + number(figure.get()) + on + ", version "
                        + holder.get().number + ", which holds the alias, has " + number(held.get())
                        + "; the margin is " + number(gate.margin()));
    }

    private List<GateVerdict> forgotten(Gate.Forgetting gate, VersionRow version) {
        List<GateVerdict> verdicts = new ArrayList<>();
        for (EdgeRow edge :
                EdgeRow.<EdgeRow>list("from EdgeRow e join fetch e.parent where e.child = ?1 order by e.id", version)) {
            boolean ancestor = edge.parent.repository.type() == RepositoryType.MODEL
                    && Relation.of(edge.relation) != Relation.EXPORTED_FROM;
            if (ancestor) {
                for (Evaluation parents : evaluations.newest(edge.parent, gate.metric())) {
                    verdicts.add(forgotten(gate, version, edge.parent, parents));
                }
            }
        }
        if (verdicts.isEmpty()) {
            verdicts.add(new GateVerdict(
                    condition(gate, "its parents"),
                    null,
                    null,
                    true,
                    "no parent of version " + version.number + " was evaluated in " + gate.metric()
                            + ", so there is nothing to forget"));
        }
        return verdicts;
    }

    private GateVerdict forgotten(Gate.Forgetting gate, VersionRow version, VersionRow parent, Evaluation parents) {
        boolean lower = Gate.isLowerBetter(gate.metric());
        String on = on(parents.dataset(), parents.split());
        String label = Catalog.of(parent, List.of(), List.of()).label();
        String condition = condition(gate, label) + on;
        double bar = lower ? parents.value() + gate.budget() : parents.value() - gate.budget();
        Optional<Double> figure = evaluations.figure(version, gate.metric(), parents.dataset(), parents.split());
        if (figure.isEmpty()) {
            return unmeasured(condition, version, gate.metric(), on, bar);
        }
        boolean passed = lower ? figure.get() <= bar : figure.get() >= bar;
        return new GateVerdict(
                condition,
                figure.get(),
                bar,
                passed,
                "version " + version.number + " has " + gate.metric() + " " + number(figure.get()) + on
                        + ", its parent " + label + " has " + number(parents.value()) + "; the budget is "
                        + number(gate.budget()));
    }

    private static String condition(Gate.Forgetting gate, String parent) {
        return gate.metric() + " worse than that of " + parent + " by at most " + number(gate.budget());
    }

    private Optional<Double> figure(VersionRow version, String metric, TestSet set, String split) {
        return set == null
                ? Optional.ofNullable(
                        Catalog.of(version, List.of(), List.of()).metrics().get(metric))
                : evaluations.figure(version, metric, set, split);
    }

    private static GateVerdict unmeasured(String condition, VersionRow version, String metric, String on, Double bar) {
        return new GateVerdict(
                condition,
                null,
                bar,
                false,
                "version " + version.number + " was not measured in " + metric + on
                        + "; attach an evaluation to it first");
    }

    private static String on(TestSet set, String split) {
        return set == null ? "" : " on " + set.label() + " " + split;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
