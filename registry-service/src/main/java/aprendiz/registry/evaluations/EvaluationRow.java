package aprendiz.registry.evaluations;

import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.model.catalog.Evaluation;
import aprendiz.model.catalog.TestSet;
import aprendiz.model.metrics.Interval;
import aprendiz.registry.catalog.VersionRow;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** What a version measured on some data. */
@Entity
@Table(name = "evaluation")
public class EvaluationRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public VersionRow version;

    public String dataset;
    public String datasetRevision;
    public String datasetDigest;
    public String split;
    public String metric;
    public double value;
    public Double low;
    public Double high;
    public Long examples;
    public String measuredBy;
    public String note;
    public Instant attachedAt;

    public Evaluation evaluation() {
        return new Evaluation(
                id,
                testSet(),
                split,
                metric,
                value,
                low == null || high == null ? null : new Interval(low, high),
                examples,
                measuredBy,
                note,
                attachedAt);
    }

    TestSet testSet() {
        return new TestSet(
                ModelName.of(dataset),
                datasetRevision,
                Optional.ofNullable(datasetDigest).map(Digest::new).orElse(null));
    }
}
