package aprendiz.cli;

import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.VersionSignature;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has the registry sign a version that it has not signed with its present key. */
@Command(
        name = "sign",
        description = {
            "Have the registry sign a version with its present key. New versions are",
            "signed when they are published; this is for those from before that key."
        },
        mixinStandardHelpOptions = true)
final class SignCommand implements Callable<Integer> {

    @Mixin
    private Shown shown;

    @Mixin
    private Addresses addresses;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME[@REVISION]")
    private Reference reference;

    @Override
    public Integer call() {
        RepositoryType type = Kinds.of(spec);
        String revision = reference.revisionOrMain();
        List<VersionSignature> signatures = addresses.registry().sign(type, reference.name(), revision);
        if (shown.json) {
            shown.json(signatures);
        } else {
            signatures.forEach(one -> shown.line("%s  %s", one.at(), one.key()));
        }
        return Aprendiz.DONE;
    }
}
