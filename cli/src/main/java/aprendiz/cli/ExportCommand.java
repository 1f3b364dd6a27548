package aprendiz.cli;

import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.registry.client.RegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a version as an archive. */
@Command(
        name = "export",
        description = {
            "Write a version as one zip that stands by itself: its files, and what the",
            "registry knows of them. Imported anywhere it has the same digest again."
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Mixin
    private Shown shown;

    @Mixin
    private Addresses addresses;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME[@REVISION]", description = "the latest, if no revision is named")
    private Reference reference;

    @Parameters(
            index = "1",
            paramLabel = "FILE.zip",
            arity = "0..1",
            description = "NAMESPACE-NAME-NUMBER.zip here, if not named")
    private Path file;

    @Override
    public Integer call() throws IOException {
        RepositoryType type = Kinds.of(spec);
        RegistryClient registry = addresses.registry();
        String revision = reference.revisionOrMain();
        Version version = registry.version(type, reference.name(), revision);
        Path target = file == null
                ? Path.of(version.name().toString().replace('/', '-') + "-" + version.number() + ".zip")
                : file;
        registry.exchange().export(type, version.name(), version.commit(), target);
        long size = Files.size(target);
        if (shown.json) {
            shown.json(Map.of("file", target.toString(), "bytes", size, "version", version));
        } else {
            shown.line("%s: %s, %d bytes", version.label(), target, size);
        }
        return Aprendiz.DONE;
    }
}
