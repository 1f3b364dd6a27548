package aprendiz.registry.evaluations;

import aprendiz.messages.Event.VersionEvaluated;
import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Evaluation;
import aprendiz.model.catalog.TestSet;
import aprendiz.registry.catalog.Catalog;
import aprendiz.registry.catalog.CatalogResource;
import aprendiz.registry.catalog.VersionRow;
import aprendiz.registry.events.Announcements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps what versions measured. */
@ApplicationScoped
@Transactional
public class Evaluations {

    private final EntityManager entities;
    private final Announcements announcements;

    Evaluations(EntityManager entities, Announcements announcements) {
        this.entities = entities;
        this.announcements = announcements;
    }

    /**
     * Attaches an evaluation to a version. A data set that the registry keeps must have the version that is named, with
     * that digest where one is given; of others the digest must be given.
     */
    public Evaluation attach(ModelName model, String revision, Evaluation wish, String by) {
        VersionRow version = version(model, revision);
        TestSet dataset = pinned(wish.dataset());
        EvaluationRow row = new EvaluationRow();
        row.version = version;
        row.dataset = dataset.name().toString();
        row.datasetRevision = dataset.revision();
        row.datasetDigest = dataset.digest().hex();
        row.split = wish.split();
        row.metric = wish.metric();
        row.value = wish.value();
        row.low = wish.interval() == null ? null : (Double) wish.interval().low();
        row.high = wish.interval() == null ? null : (Double) wish.interval().high();
        row.examples = wish.n();
        row.measuredBy = by;
        row.note = wish.note();
        row.attachedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        row.persist();
        remember(version.id, row.metric + "@" + row.dataset, row.value);
        announcements.add(new VersionEvaluated(
                model.toString(),
                version.number,
                row.dataset,
                row.datasetDigest,
                row.split,
                row.metric,
                row.value,
                by));
        return row.evaluation();
    }

    /** The newest figure, where searches look for it. */
    private void remember(long version, String name, double value) {
        entities.createNativeQuery("insert into version_metric (version_id, name, value) values (?1, ?2, ?3)"
                        + " on conflict (version_id, name) do update set value = excluded.value")
                .setParameter(1, version)
                .setParameter(2, name)
                .setParameter(3, value)
                .executeUpdate();
    }

    /** The newest first. */
    public List<Evaluation> list(ModelName model, String revision) {
        return of(version(model, revision)).stream()
                .map(EvaluationRow::evaluation)
                .toList();
    }

    static List<EvaluationRow> of(VersionRow version) {
        return EvaluationRow.list("version = ?1 order by id desc", version);
    }

    /** The newest figure of a version on some data, by digest where there is one, else by name and revision. */
    public Optional<Double> figure(VersionRow version, String metric, TestSet dataset, String split) {
        return of(version).stream()
                .filter(row -> row.metric.equals(metric) && row.split.equals(split) && isOn(row, dataset))
                .map(row -> row.value)
                .findFirst();
    }

    /** The newest evaluation of a version in a metric, one for each test set and split. */
    public List<Evaluation> newest(VersionRow version, String metric) {
        Set<List<String>> seen = new HashSet<>();
        return of(version).stream()
                .filter(row -> row.metric.equals(metric) && seen.add(List.of(row.datasetDigest, row.split)))
                .map(EvaluationRow::evaluation)
                .toList();
    }

    private static boolean isOn(EvaluationRow row, TestSet dataset) {
        if (dataset.digest() != null) {
            return dataset.digest().hex().equals(row.datasetDigest);
        }
        return row.dataset.equals(dataset.name().toString())
                && (dataset.revision() == null || dataset.revision().equals(row.datasetRevision));
    }

    /** The same test set with its digest, which is looked up if the registry keeps it. */
    public static TestSet pinned(TestSet dataset) {
        Optional<VersionRow> kept = Catalog.find(RepositoryType.DATASET, dataset.name())
                .flatMap(repository -> Catalog.find(
                        repository, dataset.revision() == null ? digestOrLatest(dataset) : dataset.revision()));
        Digest digest = kept.map(row -> new Digest(row.digest)).orElse(dataset.digest());
        if (digest == null) {
            throw Problem.invalid(
                    "Unknown data set",
                    "dataset: there is no data set " + dataset.label()
                            + " here; give its digest, so that two figures can be compared");
        }
        if (dataset.digest() != null && !digest.equals(dataset.digest())) {
            throw Problem.invalid(
                    "Wrong data set",
                    "dataset: " + dataset.name() + "@" + dataset.revision() + " has digest " + digest + ", not "
                            + dataset.digest());
        }
        String revision = kept.map(row -> Integer.toString(row.number)).orElse(dataset.revision());
        return new TestSet(dataset.name(), revision, digest);
    }

    private static String digestOrLatest(TestSet dataset) {
        return dataset.digest() == null ? "main" : dataset.digest().hex().substring(0, 40);
    }

    private static VersionRow version(ModelName model, String revision) {
        return Catalog.find(RepositoryType.MODEL, model)
                .flatMap(repository -> Catalog.find(repository, revision))
                .orElseThrow(() -> CatalogResource.noRevision(model, revision));
    }
}
