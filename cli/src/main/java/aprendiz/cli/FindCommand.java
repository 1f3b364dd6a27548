package aprendiz.cli;

import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Found;
import aprendiz.model.catalog.Version;
import aprendiz.model.catalog.VersionOrder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Versions among many. */
@Command(name = "find", description = "Versions of models that meet all conditions.", mixinStandardHelpOptions = true)
final class FindCommand implements Callable<Integer> {

    @Mixin
    private Shown shown;

    @Mixin
    private Addresses addresses;

    @Mixin
    private Looking looking;

    @Option(
            names = "--sort",
            defaultValue = "newest",
            description = "newest, oldest, name, highest:METRIC or lowest:METRIC (newest)")
    private VersionOrder order;

    @Override
    public Integer call() {
        List<Found> found = addresses.registry().search(looking.query(RepositoryType.MODEL), order, looking.limit);
        if (shown.json) {
            shown.json(found);
        } else if (found.isEmpty()) {
            shown.line("No version meets all of that.");
        } else {
            boolean measured = order instanceof VersionOrder.Measured;
            String figure =
                    order instanceof VersionOrder.Measured(String metric, boolean ignored) ? metric : "accuracy";
            shown.table(
                    List.of("VERSION", "KIND", "TASK", figure.toUpperCase(Locale.ROOT), "ALIASES", "SIZE", "PUBLISHED"),
                    found.stream().map(one -> row(one, measured)).toList());
        }
        return Aprendiz.DONE;
    }

    private static List<String> row(Found found, boolean measured) {
        Version version = found.version();
        Double figure = measured ? found.figure() : version.metrics().get("accuracy");
        return List.of(
                version.label(),
                String.valueOf(version.kind()),
                String.valueOf(version.task()),
                figure == null ? "-" : String.format(Locale.ROOT, "%.4f", figure),
                String.join(" ", found.aliases()),
                Shown.size(found.size()),
                version.createdAt().toString());
    }
}
