package aprendiz.registry.signing;

import aprendiz.messages.Event.VersionSigned;
import aprendiz.model.FileEntry;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.VersionSignature;
import aprendiz.model.signing.SigningKey;
import aprendiz.registry.catalog.Catalog;
import aprendiz.registry.catalog.CatalogResource;
import aprendiz.registry.catalog.FileRow;
import aprendiz.registry.catalog.RepositoryRow;
import aprendiz.registry.catalog.VersionRow;
import aprendiz.registry.events.Announcements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Keeps the signatures of versions, one by each key. They are no part of a version: its digest does not change with them. */
@ApplicationScoped
@Transactional
public class Signatures {

    /** What the file is called that lies beside a version's own, for who asks for it by name. */
    public static final String FILE = "model.sig";

    private final Signer signer;
    private final Announcements announcements;

    Signatures(Signer signer, Announcements announcements) {
        this.signer = signer;
        this.announcements = announcements;
    }

    /** Signs a version that is just published, if there is a key. */
    public void sign(VersionRow version, List<FileEntry> files) {
        signer.key().ifPresent(key -> sign(version, files, key));
    }

    /**
     * Signs a version with the key at hand, as after that has changed; what it has signed already is left as it is.
     *
     * @throws Problem of kind REFUSED if there is no key
     */
    public List<VersionSignature> sign(RepositoryType type, ModelName name, String revision) {
        VersionRow version = version(type, name, revision);
        SigningKey key = signer.key().orElseThrow(Signatures::noKey);
        if (SignatureRow.count("version = ?1 and keyId = ?2", version, key.id()) == 0) {
            List<FileRow> rows = FileRow.list("version", version);
            sign(version, rows.stream().map(FileRow::entry).toList(), key);
        }
        return list(type, name, revision);
    }

    /** Keeps a signature that was made elsewhere. Whether it holds is for those to find out who trust its key. */
    public void add(RepositoryType type, ModelName name, String revision, String keyId, byte[] bundle) {
        VersionRow version = version(type, name, revision);
        if (SignatureRow.count("version = ?1 and keyId = ?2", version, keyId) == 0) {
            keep(version, keyId, bundle);
        }
    }

    /** The signatures of a version, the newest first. */
    public List<VersionSignature> list(RepositoryType type, ModelName name, String revision) {
        return rows(version(type, name, revision)).stream()
                .map(SignatureRow::signature)
                .toList();
    }

    /** What {@code model.sig} holds for a commit: the signature by the key at hand, else the newest. */
    public Optional<byte[]> file(RepositoryType type, ModelName name, String commit) {
        String own = signer.key().map(SigningKey::id).orElse("");
        List<SignatureRow> rows = Catalog.find(type, name)
                .flatMap(repository -> Catalog.find(repository, commit))
                .map(Signatures::rows)
                .orElse(List.of());
        return rows.stream()
                .filter(row -> row.keyId.equals(own))
                .findFirst()
                .or(() -> rows.stream().findFirst())
                .map(row -> row.bundle.getBytes(StandardCharsets.UTF_8));
    }

    /** The public key that verifies what is signed here. */
    public String publicKey() {
        return signer.key().map(SigningKey::publicKey).orElseThrow(Signatures::noKey);
    }

    private static Problem noKey() {
        return Problem.refused(
                "No signing key", "this registry signs nothing: set aprendiz.registry.signing.key to a private key");
    }

    private void sign(VersionRow version, List<FileEntry> files, SigningKey key) {
        keep(version, key.id(), key.sign(version.repository.modelName().toString(), files));
    }

    private void keep(VersionRow version, String keyId, byte[] bundle) {
        SignatureRow row = new SignatureRow();
        row.version = version;
        row.keyId = keyId;
        row.bundle = new String(bundle, StandardCharsets.UTF_8);
        row.addedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        row.persist();
        RepositoryRow home = version.repository;
        announcements.add(
                new VersionSigned(home.type, home.modelName().toString(), version.number, version.commit, keyId));
    }

    private static List<SignatureRow> rows(VersionRow version) {
        return SignatureRow.list("version = ?1 order by id desc", version);
    }

    private static VersionRow version(RepositoryType type, ModelName name, String revision) {
        return Catalog.find(type, name)
                .flatMap(repository -> Catalog.find(repository, revision))
                .orElseThrow(() -> CatalogResource.noRevision(name, revision));
    }
}
