package aprendiz.cli;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.model.catalog.VersionSignature;
import aprendiz.model.signing.TrustedKeys;
import aprendiz.registry.client.RegistryClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies the signature of a version. */
@Command(
        name = "verify",
        description = {
            "Verify that a trusted key has signed a version: its list of files with their",
            "digests. Exit code 2 if none has."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private Shown shown;

    @Mixin
    private Addresses addresses;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME[@REVISION]")
    private Reference reference;

    @Option(names = "--key", required = true, paramLabel = "PUBLIC.pem", description = "trusted keys; may be repeated")
    private List<Path> keys;

    @Override
    public Integer call() {
        RepositoryType type = Kinds.of(spec);
        TrustedKeys trusted = TrustedKeys.read(keys);
        RegistryClient registry = addresses.registry();
        String revision = reference.revisionOrMain();
        Version version = registry.version(type, reference.name(), revision);
        if (!Version.digestOf(version.files()).equals(version.digest())) {
            throw Problem.unavailable("Strange answer", version.label() + ": its files have another digest", null);
        }
        String why = version.label() + ": it is not signed";
        for (VersionSignature one : registry.signatures(type, reference.name(), version.commit())) {
            try {
                String key = trusted.verify(version.label(), version.files(), Json.pretty(one.bundle()));
                if (shown.json) {
                    shown.json(Map.of("verified", true, "key", key, "version", version));
                } else {
                    shown.line("%s is signed with %s", version.label(), key);
                }
                return Aprendiz.DONE;
            } catch (Problem problem) {
                why = problem.getMessage();
            }
        }
        if (shown.json) {
            shown.json(Map.of("verified", false, "why", why));
        } else {
            shown.line("not verified: %s", why);
        }
        return Aprendiz.REFUSED;
    }
}
