package aprendiz.registry.publishing;

import aprendiz.messages.Event.VersionImported;
import aprendiz.messages.Event.VersionPublished;
import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.Parent;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Origin;
import aprendiz.model.catalog.Publication;
import aprendiz.model.catalog.Version;
import aprendiz.registry.catalog.Catalog;
import aprendiz.registry.catalog.EdgeRow;
import aprendiz.registry.catalog.FileRow;
import aprendiz.registry.catalog.PublicationKeyRow;
import aprendiz.registry.catalog.RepositoryRow;
import aprendiz.registry.catalog.VersionRow;
import aprendiz.registry.events.Announcements;
import aprendiz.registry.publishing.Publishing.Published;
import aprendiz.registry.signing.Signatures;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Adds versions to a repository, one after the other: its row is locked, so numbers have no holes. */
@ApplicationScoped
@Transactional
class Line {

    private final EntityManager entities;
    private final Announcements announcements;
    private final Signatures signatures;

    Line(EntityManager entities, Announcements announcements, Signatures signatures) {
        this.entities = entities;
        this.announcements = announcements;
        this.signatures = signatures;
    }

    /** The version that this key or this content has made already. */
    Optional<Version> known(RepositoryType type, ModelName name, Publication publication) {
        return Catalog.find(type, name)
                .flatMap(repository -> known(repository, publication))
                .map(row -> Catalog.withParts(List.of(row)).getFirst());
    }

    private static Optional<VersionRow> known(RepositoryRow repository, Publication publication) {
        Optional<PublicationKeyRow> sameKey = publication.key() == null
                ? Optional.empty()
                : PublicationKeyRow.<PublicationKeyRow>find(
                                "repository = ?1 and key = ?2", repository, publication.key())
                        .firstResultOptional();
        return sameKey.map(key -> key.version)
                .or(() -> VersionRow.<VersionRow>find(
                                "repository = ?1 and digest = ?2 and deletedAt is null",
                                repository,
                                Version.digestOf(publication.files()).hex())
                        .firstResultOptional());
    }

    /** What speaks against the parent: it must exist, with the digest that the child pins. */
    Optional<String> objectionTo(Parent parent) {
        Optional<VersionRow> found = find(parent);
        if (found.isEmpty()) {
            return Optional.of("there is no " + parent.type() + " " + parent.name() + "@" + parent.version() + " here");
        }
        String digest = found.get().digest;
        return digest.equals(parent.digest().hex())
                ? Optional.empty()
                : Optional.of(
                        parent.name() + "@" + parent.version() + " has digest " + digest + ", not " + parent.digest());
    }

    private static Optional<VersionRow> find(Parent parent) {
        return Catalog.find(parent.type(), parent.name())
                .flatMap(repository -> Catalog.number(repository, parent.version()));
    }

    /** @param origin null for what was made here */
    Published add(
            RepositoryType type, ModelName name, Publication publication, Declaration declaration, Origin origin) {
        RepositoryRow repository = lock(type, name);
        Optional<VersionRow> known = known(repository, publication);
        VersionRow row = known.orElseGet(() -> newVersion(repository, publication, declaration, origin));
        rememberKey(repository, publication.key(), row);
        Version version = Catalog.withParts(List.of(row)).getFirst();
        if (known.isEmpty()) {
            announcements.add(new VersionPublished(
                    type.toString(), name.toString(), row.number, row.commit, row.digest, row.kind));
            if (origin != null) {
                announcements.add(new VersionImported(
                        type.toString(), name.toString(), row.number, row.commit, origin.source(), origin.commit()));
            }
            signatures.sign(row, version.files());
        }
        return new Published(version, known.isEmpty());
    }

    private RepositoryRow lock(RepositoryType type, ModelName name) {
        entities.createNativeQuery(
                        "insert into repository (type, namespace, name) values (?1, ?2, ?3) on conflict do nothing")
                .setParameter(1, type.toString())
                .setParameter(2, name.namespace())
                .setParameter(3, name.name())
                .executeUpdate();
        return RepositoryRow.<RepositoryRow>find(
                        "type = ?1 and namespace = ?2 and name = ?3", type.toString(), name.namespace(), name.name())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .singleResult();
    }

    private VersionRow newVersion(
            RepositoryRow repository, Publication publication, Declaration declaration, Origin origin) {
        Digest digest = Version.digestOf(publication.files());
        VersionRow row = new VersionRow();
        row.repository = repository;
        row.number = repository.lastNumber + 1;
        row.commit = digest.hex().substring(0, 40);
        row.digest = digest.hex();
        row.kind = declaration.kind() == null ? null : declaration.kind().toString();
        row.task = declaration.task() == null ? null : declaration.task().toString();
        row.message = publication.message();
        row.metrics = json(declaration.metrics());
        row.recipe = declaration.recipe() == null ? null : json(declaration.recipe());
        row.signature = declaration.signature() == null ? null : json(declaration.signature());
        row.origin = origin == null ? null : json(origin);
        row.tags = declaration.tags().toArray(String[]::new);
        row.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        row.persist();
        publication.files().stream()
                .sorted(Comparator.comparing(FileEntry::path))
                .forEach(file -> addFile(row, file));
        declaration.parents().forEach(parent -> addParent(row, parent));
        repository.latest = row.number;
        repository.lastNumber = row.number;
        repository.updatedAt = row.createdAt;
        return row;
    }

    private static void addFile(VersionRow version, FileEntry file) {
        FileRow row = new FileRow();
        row.version = version;
        row.path = file.path();
        row.size = file.size();
        row.sha256 = file.sha256().hex();
        row.persist();
    }

    private static void addParent(VersionRow child, Parent parent) {
        EdgeRow row = new EdgeRow();
        row.child = child;
        row.parent = find(parent)
                .flatMap(Line::kept)
                .orElseThrow(
                        () -> Problem.conflict("Parent gone", parent.name() + "@" + parent.version() + " is gone"));
        row.relation = parent.relation().toString();
        row.persist();
    }

    /** The parent, which nobody deletes before the child is there. */
    private static Optional<VersionRow> kept(VersionRow parent) {
        return VersionRow.<VersionRow>find("id = ?1 and deletedAt is null", parent.id)
                .withLock(LockModeType.PESSIMISTIC_READ)
                .firstResultOptional();
    }

    private static void rememberKey(RepositoryRow repository, String key, VersionRow version) {
        if (key != null && PublicationKeyRow.count("repository = ?1 and key = ?2", repository, key) == 0) {
            PublicationKeyRow row = new PublicationKeyRow();
            row.repository = repository;
            row.key = key;
            row.version = version;
            row.persist();
        }
    }

    private static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read can be written", e);
        }
    }
}
