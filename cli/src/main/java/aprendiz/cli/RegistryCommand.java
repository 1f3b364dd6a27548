package aprendiz.cli;

import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Deletion;
import aprendiz.model.catalog.Hold;
import aprendiz.model.catalog.Scrub;
import aprendiz.model.catalog.Sweep;
import aprendiz.model.catalog.Version;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What may go from the registry and what must stay. */
@Command(
        name = "registry",
        description = "Delete, restore and hold versions; sweep and scrub the bytes.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class RegistryCommand implements Runnable {

    /** One version, by its number. */
    static final class Which {
        @Parameters(paramLabel = "NAME@NUMBER", description = "the version, by its number")
        Reference reference;

        @Option(names = "--data", description = "it is a data set, not a model")
        boolean data;

        RepositoryType type() {
            return data ? RepositoryType.DATASET : RepositoryType.MODEL;
        }

        int number() {
            if (reference.revision() == null || !reference.revision().matches("[1-9][0-9]{0,8}")) {
                throw Problem.invalid("No number", "say which version by its number: " + reference.name() + "@3");
            }
            return Integer.parseInt(reference.revision());
        }
    }

    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(
                spec.commandLine(), "which one: delete, restore, deleted, hold, release, sweep, scrub or report?");
    }

    private static String me() {
        return System.getProperty("user.name", "anonymous");
    }

    @Command(
            name = "delete",
            description = {
                "Delete a version. It is refused, with every reason, while an alias, a hold or a descendant needs it.",
                "Its number is not given again; it can be restored until a sweep takes its bytes."
            },
            mixinStandardHelpOptions = true)
    int delete(
            @Mixin Shown shown,
            @Mixin Addresses addresses,
            @Mixin Which which,
            @Option(names = "--reason", required = true, description = "why, for the record") String reason,
            @Option(names = "--force", description = "although others descend from it: their lineage keeps its digest")
                    boolean force) {
        Deletion deletion = addresses
                .registry()
                .retention()
                .delete(which.type(), which.reference.name(), which.number(), me(), reason, force);
        if (shown.json) {
            shown.json(deletion);
        } else {
            shown.line(
                    "%s is deleted; 'registry restore' brings it back until a sweep.",
                    deletion.version().label());
        }
        return Aprendiz.DONE;
    }

    @Command(name = "restore", description = "Take a deletion back.", mixinStandardHelpOptions = true)
    int restore(@Mixin Shown shown, @Mixin Addresses addresses, @Mixin Which which) {
        Version version =
                addresses.registry().retention().restore(which.type(), which.reference.name(), which.number(), me());
        if (shown.json) {
            shown.json(version);
        } else {
            shown.line("%s is here again.", version.label());
        }
        return Aprendiz.DONE;
    }

    @Command(name = "deleted", description = "The deleted versions of a model.", mixinStandardHelpOptions = true)
    int deleted(
            @Mixin Shown shown,
            @Mixin Addresses addresses,
            @Parameters(paramLabel = "NAME") Reference model,
            @Option(names = "--data", description = "it is a data set, not a model") boolean data) {
        RepositoryType type = data ? RepositoryType.DATASET : RepositoryType.MODEL;
        List<Deletion> deletions = addresses.registry().retention().deletions(type, model.name());
        if (shown.json) {
            shown.json(deletions);
        } else if (deletions.isEmpty()) {
            shown.line("No version of %s was deleted.", model.name());
        } else {
            shown.table(
                    List.of("VERSION", "DELETED", "BY", "REASON", "RESTORABLE"),
                    deletions.stream()
                            .map(one -> List.of(
                                    one.version().label(),
                                    one.at().toString(),
                                    one.by(),
                                    one.reason(),
                                    one.restorable() ? "yes" : "no"))
                            .toList());
        }
        return Aprendiz.DONE;
    }

    @Command(
            name = "hold",
            description = "Hold a version: it cannot be deleted while it is held.",
            mixinStandardHelpOptions = true)
    int hold(
            @Mixin Shown shown,
            @Mixin Addresses addresses,
            @Mixin Which which,
            @Parameters(paramLabel = "HOLD", description = "a name for it, such as audit") String name,
            @Option(names = "--reason", defaultValue = "", description = "why") String reason) {
        Hold hold = addresses
                .registry()
                .retention()
                .hold(which.type(), which.reference.name(), which.number(), name, me(), reason);
        if (shown.json) {
            shown.json(hold);
        } else {
            shown.line("%s@%d is held: %s, by %s.", which.reference.name(), which.number(), hold.name(), hold.by());
        }
        return Aprendiz.DONE;
    }

    @Command(name = "release", description = "Release a hold.", mixinStandardHelpOptions = true)
    int release(
            @Mixin Shown shown,
            @Mixin Addresses addresses,
            @Mixin Which which,
            @Parameters(paramLabel = "HOLD") String name) {
        addresses.registry().retention().release(which.type(), which.reference.name(), which.number(), name, me());
        if (!shown.json) {
            shown.line("%s@%d is released from %s.", which.reference.name(), which.number(), name);
        }
        return Aprendiz.DONE;
    }

    @Command(
            name = "sweep",
            description = "Give back the room of bytes that nothing needs. Only counts them, unless --really.",
            mixinStandardHelpOptions = true)
    int sweep(
            @Mixin Shown shown,
            @Mixin Addresses addresses,
            @Option(names = "--really", description = "take them away") boolean really) {
        Sweep sweep = addresses.registry().retention().sweep(!really);
        if (shown.json) {
            shown.json(sweep);
        } else {
            shown.line(
                    "%s %d blobs that nothing needs and %d strays, %s in all; nothing seen since %s.",
                    really ? "Took away" : "Would take away",
                    sweep.blobs(),
                    sweep.strays(),
                    Shown.size(sweep.bytes()),
                    sweep.unseenSince());
            shown.line("%d deleted versions cannot be restored any more.", sweep.deletions());
        }
        return Aprendiz.DONE;
    }

    @Command(
            name = "scrub",
            description = "Read blobs again now, those first that were read longest ago; 1 if any is rotten.",
            mixinStandardHelpOptions = true)
    int scrub(
            @Mixin Shown shown,
            @Mixin Addresses addresses,
            @Option(names = "--bytes", defaultValue = "1073741824", description = "as many as hold so many (1 GiB)")
                    long bytes) {
        return show(shown, addresses.registry().retention().scrub(bytes));
    }

    @Command(
            name = "report",
            description = "How the bytes are, by what is known; 1 if any is rotten.",
            mixinStandardHelpOptions = true)
    int report(@Mixin Shown shown, @Mixin Addresses addresses) {
        return show(shown, addresses.registry().retention().report());
    }

    private static int show(Shown shown, Scrub scrub) {
        if (shown.json) {
            shown.json(scrub);
        } else {
            shown.line(
                    "%d blobs, %s; %d read now, %d overdue; the oldest reading is of %s.",
                    scrub.blobs(), Shown.size(scrub.bytes()), scrub.checked(), scrub.due(), scrub.oldest());
            if (!scrub.rotten().isEmpty()) {
                shown.table(
                        List.of("ROTTEN BLOB", "FOUND", "NEEDED BY", "AT"),
                        scrub.rotten().stream()
                                .map(rot -> List.of(
                                        rot.sha256().hex(),
                                        rot.found(),
                                        rot.needed() + " versions",
                                        rot.at().toString()))
                                .toList());
                shown.line("Publishing the files again repairs them.");
            }
        }
        return scrub.rotten().isEmpty() ? Aprendiz.DONE : Aprendiz.FAILED;
    }
}
