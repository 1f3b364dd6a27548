package aprendiz.cli;

import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Comparison;
import aprendiz.model.catalog.Comparison.Figure;
import aprendiz.model.catalog.Comparison.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Two versions side by side. */
@Command(
        name = "compare",
        description =
                "Two versions side by side: size, metrics and evaluations with their intervals, common ancestors.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

    @Mixin
    private Shown shown;

    @Mixin
    private Addresses addresses;

    @Parameters(index = "0", paramLabel = "NAME[@REVISION]")
    private Reference left;

    @Parameters(index = "1", paramLabel = "NAME[@REVISION]")
    private Reference right;

    @Override
    public Integer call() {
        Comparison both = addresses.registry().compare(RepositoryType.MODEL, left.toString(), right.toString());
        if (shown.json) {
            shown.json(both);
            return Aprendiz.DONE;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(line("kind", both, side -> String.valueOf(side.version().kind())));
        rows.add(line("task", both, side -> String.valueOf(side.version().task())));
        rows.add(line("published", both, side -> side.version().createdAt().toString()));
        rows.add(line("aliases", both, side -> String.join(" ", side.aliases())));
        rows.add(line("size", both, side -> Shown.size(side.size())));
        rows.add(line(
                "parameters",
                both,
                side -> side.parameters() == null ? "-" : side.parameters().toString()));
        both.metrics().forEach(row -> rows.add(figures(row)));
        shown.table(
                List.of(
                        "",
                        both.left().version().label(),
                        both.right().version().label(),
                        ""),
                rows);
        if (!both.ancestors().isEmpty()) {
            shown.line("both come from %s", String.join(", ", both.ancestors()));
        }
        return Aprendiz.DONE;
    }

    private static List<String> line(String name, Comparison both, Function<Comparison.Side, String> what) {
        return List.of(name, what.apply(both.left()), what.apply(both.right()), "");
    }

    private static List<String> figures(Row row) {
        String where = row.dataset() == null ? "" : " on " + row.dataset().label() + " (" + row.split() + ")";
        String apart = row.apart() == null ? "" : row.apart() ? "intervals apart" : "intervals touch";
        return List.of(row.metric() + where, figure(row.left()), figure(row.right()), apart);
    }

    private static String figure(Figure figure) {
        if (figure == null) {
            return "-";
        }
        return figure.interval() == null
                ? String.format(Locale.ROOT, "%.4f", figure.value())
                : String.format(
                        Locale.ROOT,
                        "%.4f [%.4f, %.4f]",
                        figure.value(),
                        figure.interval().low(),
                        figure.interval().high());
    }
}
