package aprendiz.training.jobs;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * The row of a job, to insert and to read. Whoever changes one does so by a statement that names the claim or the state
 * that it assumes, never through this.
 */
@Entity
@Table(name = "job")
public class JobRow extends PanacheEntityBase {

    @Id
    public String id;

    @Column(name = "idempotency_key")
    public String idempotencyKey;

    public String parent;
    public Integer trial;
    public Integer round;

    public String technique;
    public String recipe;
    public String pins;
    public String model;
    public String state;

    public int priority;

    @Column(name = "expected_memory")
    public long expectedMemory;

    @Column(name = "expected_seconds")
    public Double expectedSeconds;

    @Column(name = "peak_memory")
    public Long peakMemory;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "started_at")
    public Instant startedAt;

    @Column(name = "ended_at")
    public Instant endedAt;

    public int attempt;

    @Column(name = "not_before")
    public Instant notBefore;

    public String trouble;
    public String phase;
    public Integer step;
    public Integer steps;
    public Double loss;

    @Column(name = "seconds_left")
    public Double secondsLeft;

    public String error;
    public Integer version;
    public String alias;

    @Column(name = "alias_moved")
    public boolean aliasMoved;

    public String metrics;
}
