package aprendiz.registry.client;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.model.catalog.VersionSignature;
import aprendiz.model.signing.TrustedKeys;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whose signature a version must bear to be fetched. */
record Trust(TrustedKeys keys) {

    /**
     * Verifies a version's signature, which is kept beside its folder, so that what was verified once can be verified again
     * while the registry is away.
     *
     * @throws Problem of kind REFUSED if no trusted key has signed these files
     */
    void verify(Http http, RepositoryType type, Version version, Path folder) throws IOException {
        Path kept = folder.resolve(version.commit() + ".model.sig");
        if (Files.exists(kept) && isGood(version, Files.readAllBytes(kept))) {
            return;
        }
        byte[] signature = ask(http, type, version);
        AtomicFile.write(kept, signature);
    }

    private byte[] ask(Http http, RepositoryType type, Version version) {
        List<VersionSignature> signatures = http.get(
                Paths.signatures(type, version.name(), version.commit()),
                new TypeReference<List<VersionSignature>>() {});
        if (signatures.isEmpty()) {
            throw Problem.refused(
                    "Untrusted version",
                    version.label() + ": it is not signed; only versions signed with one of " + keys.ids()
                            + " are used here. Have the registry sign it, or trust it by hand");
        }
        Problem refusal = null;
        for (VersionSignature one : signatures) {
            byte[] bundle = Json.pretty(one.bundle());
            try {
                keys.verify(version.label(), version.files(), bundle);
                return bundle;
            } catch (Problem problem) {
                refusal = refusal == null ? problem : refusal;
            }
        }
        throw refusal;
    }

    private boolean isGood(Version version, byte[] bundle) {
        try {
            keys.verify(version.label(), version.files(), bundle);
            return true;
        } catch (Problem problem) {
            return false;
        }
    }
}
