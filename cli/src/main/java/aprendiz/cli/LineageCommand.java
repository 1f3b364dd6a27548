package aprendiz.cli;

import aprendiz.model.Parent;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Lineage;
import aprendiz.registry.client.RegistryClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a version came from and what became of it. */
@Command(
        name = "lineage",
        description = "What a version came from and what came from it, digests pinned.",
        mixinStandardHelpOptions = true)
final class LineageCommand implements Callable<Integer> {

    /** How it is written. */
    enum Format {
        table,
        json,
        dot,
        mermaid
    }

    /** Which way to go. */
    enum Direction {
        both,
        up,
        down
    }

    @Mixin
    private Shown shown;

    @Mixin
    private Addresses addresses;

    @Parameters(paramLabel = "NAME[@REVISION]")
    private Reference reference;

    @Option(names = "--data", description = "it is a data set: what descends from it?")
    private boolean data;

    @Option(names = "--format", defaultValue = "table", description = "table, json, dot (Graphviz) or mermaid (table)")
    private Format format;

    @Option(names = "--direction", defaultValue = "both", description = "both, up or down (both)")
    private Direction direction;

    @Option(names = "--depth", defaultValue = "100", description = "generations (100)")
    private int depth;

    @Override
    public Integer call() {
        RegistryClient registry = addresses.registry();
        RepositoryType type = data ? RepositoryType.DATASET : RepositoryType.MODEL;
        String revision = reference.revisionOrMain();
        switch (shown.json ? Format.json : format) {
            case table -> table(registry.lineage(type, reference.name(), revision, direction.name(), depth));
            case json -> shown.json(registry.lineage(type, reference.name(), revision, direction.name(), depth));
            case dot, mermaid ->
                shown.line(
                        "%s",
                        registry.lineageText(type, reference.name(), revision, direction.name(), depth, format.name())
                                .stripTrailing());
        }
        return Aprendiz.DONE;
    }

    private void table(Lineage lineage) {
        if (lineage.edges().isEmpty()) {
            shown.line("It stands alone: nothing is known that it came from or that came from it.");
        } else {
            shown.table(
                    List.of("VERSION", "", "CAME FROM", "DIGEST"),
                    lineage.edges().stream().map(LineageCommand::row).toList());
        }
        lineage.deleted().forEach(name -> shown.line("deleted: %s", name));
        if (lineage.truncated()) {
            shown.line("There is more, farther away; --depth goes farther.");
        }
    }

    private static List<String> row(Lineage.Edge edge) {
        Parent parent = edge.parent();
        return List.of(
                edge.child(),
                parent.relation().toString(),
                parent.type() + ":" + parent.name() + "@" + parent.version(),
                parent.digest().hex().substring(0, 12));
    }
}
