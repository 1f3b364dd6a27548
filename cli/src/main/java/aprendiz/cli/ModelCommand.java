package aprendiz.cli;

import aprendiz.model.ModelName;
import aprendiz.model.Parent;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasMove;
import aprendiz.model.catalog.AliasWish;
import aprendiz.model.catalog.Repository;
import aprendiz.model.catalog.Version;
import aprendiz.registry.client.RegistryClient;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Models in the registry. */
@Command(
        name = "model",
        description = "Import, export, find, show and compare models; sign them; move their aliases.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ImportCommand.class,
            ExportCommand.class,
            FindCommand.class,
            LineageCommand.class,
            DiffCommand.class,
            CompareCommand.class,
            SignCommand.class,
            VerifyCommand.class
        })
final class ModelCommand implements Runnable {

    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                spec.commandLine(),
                "which one: import, export, list, find, show, alias, lineage, diff, compare, sign or verify?");
    }

    @Command(
            name = "list",
            description = "Models of which at least one version meets all conditions, with their aliases.",
            mixinStandardHelpOptions = true)
    int list(@Mixin Shown shown, @Mixin Addresses addresses, @Mixin Looking looking) {
        List<Repository> models = addresses.registry().list(looking.query(RepositoryType.MODEL), looking.limit);
        if (shown.json) {
            shown.json(models);
        } else if (models.isEmpty()) {
            shown.line("No such models; ./aprendiz model import minilm brings a first one.");
        } else {
            shown.table(
                    List.of("MODEL", "VERSIONS", "ALIASES"),
                    models.stream()
                            .map(model ->
                                    List.of(model.name().toString(), Integer.toString(model.latest()), aliases(model)))
                            .toList());
        }
        return Aprendiz.DONE;
    }

    private static String aliases(Repository model) {
        return model.aliases().entrySet().stream()
                .map(alias -> alias.getKey() + "=" + alias.getValue())
                .collect(Collectors.joining(" "));
    }

    @Command(
            name = "show",
            description = "A model's versions; with @revision, one version whole.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin Shown shown,
            @Mixin Addresses addresses,
            @Parameters(paramLabel = "NAME[@REVISION]") Reference model) {
        RegistryClient registry = addresses.registry();
        if (model.revision() == null) {
            showAll(shown, registry, model.name());
        } else {
            showOne(shown, registry.version(RepositoryType.MODEL, model.name(), model.revision()));
        }
        return Aprendiz.DONE;
    }

    private static void showAll(Shown shown, RegistryClient registry, ModelName name) {
        Repository model = registry.repository(RepositoryType.MODEL, name);
        List<Version> versions = registry.versions(RepositoryType.MODEL, name);
        if (shown.json) {
            shown.json(Map.of("model", model, "versions", versions));
            return;
        }
        shown.line("%s  %s", name, aliases(model));
        shown.table(
                List.of("VERSION", "KIND", "TASK", "ACCURACY", "MACRO-F1", "PUBLISHED", "COMMIT"),
                versions.stream()
                        .map(version -> List.of(
                                Integer.toString(version.number()),
                                String.valueOf(version.kind()),
                                String.valueOf(version.task()),
                                metric(version, "accuracy"),
                                metric(version, "macro-f1"),
                                version.createdAt().toString(),
                                version.commit().substring(0, 12)))
                        .toList());
    }

    private static String metric(Version version, String name) {
        Double value = version.metrics().get(name);
        return value == null ? "-" : String.format(java.util.Locale.ROOT, "%.3f", value);
    }

    private static void showOne(Shown shown, Version version) {
        if (shown.json) {
            shown.json(version);
            return;
        }
        shown.line("%s  %s, %s", version.label(), version.kind(), version.task());
        shown.line("commit %s", version.commit());
        shown.line("digest %s", version.digest());
        for (Parent parent : version.parents()) {
            shown.line("  %s %s@%d", parent.relation(), parent.name(), parent.version());
        }
        version.metrics().forEach((name, value) -> shown.line("  %-28s %.4f", name, value));
        version.files().forEach(file -> shown.line("  %12d  %s", file.size(), file.path()));
    }

    @Command(
            name = "alias",
            description = "Move an alias to a version; who watches it follows at once.",
            mixinStandardHelpOptions = true)
    int alias(
            @Mixin Shown shown,
            @Mixin Addresses addresses,
            @Parameters(paramLabel = "NAME") ModelName model,
            @Parameters(paramLabel = "ALIAS") String alias,
            @Parameters(paramLabel = "VERSION", description = "its number") int version,
            @Option(names = "--reason", defaultValue = "", description = "why, for the history") String reason) {
        RegistryClient registry = addresses.registry();
        int holds = registry.repository(RepositoryType.MODEL, model).aliases().getOrDefault(alias, 0);
        String by = System.getProperty("user.name", "anonymous");
        AliasMove move = registry.moveAlias(model, alias, new AliasWish(version, holds, by, reason));
        if (shown.json) {
            shown.json(move);
        } else {
            shown.line(
                    "%s: %s %s", model, alias, holds == 0 ? "is " + version : "moved from " + holds + " to " + version);
        }
        return Aprendiz.DONE;
    }
}
