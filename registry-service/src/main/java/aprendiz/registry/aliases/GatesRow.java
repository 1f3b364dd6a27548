package aprendiz.registry.aliases;

import aprendiz.model.Json;
import aprendiz.model.catalog.AliasGates;
import aprendiz.model.catalog.Gate;
import aprendiz.registry.catalog.RepositoryRow;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The gates before an alias, from one moment on. */
@Entity
@Table(name = "alias_gates")
public class GatesRow extends PanacheEntityBase {

    private static final TypeReference<List<Gate>> LIST = new TypeReference<>() {};

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public RepositoryRow repository;

    public String alias;

    /** A JSON list. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String gates;

    public boolean needsReason;
    public String setBy;
    public Instant setAt;

    AliasGates read() {
        try {
            return new AliasGates(Json.MAPPER.readValue(gates, LIST), needsReason, setBy, setAt);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable gates in the database", e);
        }
    }

    static String write(List<Gate> gates) {
        try {
            return Json.MAPPER.writerFor(LIST).writeValueAsString(gates);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("gates can be written", e);
        }
    }
}
