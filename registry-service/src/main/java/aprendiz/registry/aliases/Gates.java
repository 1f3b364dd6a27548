package aprendiz.registry.aliases;

import aprendiz.messages.Event.GatesSet;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasGates;
import aprendiz.model.catalog.Gate;
import aprendiz.model.catalog.TestSet;
import aprendiz.registry.catalog.Catalog;
import aprendiz.registry.catalog.CatalogResource;
import aprendiz.registry.catalog.RepositoryRow;
import aprendiz.registry.catalog.Revision;
import aprendiz.registry.evaluations.Evaluations;
import aprendiz.registry.events.Announcements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Which gates stand before which alias. Setting them moves nothing. */
@ApplicationScoped
@Transactional
public class Gates {

    private static final AliasGates NONE = new AliasGates(List.of(), false, null, null);

    private final Announcements announcements;

    Gates(Announcements announcements) {
        this.announcements = announcements;
    }

    /** Test sets are pinned by digest here, so that later figures are of the same data. */
    public AliasGates set(ModelName model, String alias, AliasGates wish, String by) {
        Revision.checkAlias(alias);
        GatesRow row = new GatesRow();
        row.repository = repository(model);
        row.alias = alias;
        row.gates = GatesRow.write(wish.gates().stream().map(Gates::pinned).toList());
        row.needsReason = wish.needsReason();
        row.setBy = by;
        row.setAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        row.persist();
        announcements.add(new GatesSet(model.toString(), alias, wish.gates().size(), by));
        return row.read();
    }

    public AliasGates of(ModelName model, String alias) {
        return of(repository(model), alias);
    }

    static AliasGates of(RepositoryRow repository, String alias) {
        return GatesRow.<GatesRow>find("repository = ?1 and alias = ?2 order by id desc", repository, alias)
                .page(0, 1)
                .firstResultOptional()
                .map(GatesRow::read)
                .orElse(NONE);
    }

    private static Gate pinned(Gate gate) {
        return switch (gate) {
            case Gate.AtLeast(String metric, TestSet set, String split, double value) ->
                new Gate.AtLeast(metric, set == null ? null : Evaluations.pinned(set), split, value);
            case Gate.BetterThanHolder(String metric, TestSet set, String split, double margin) ->
                new Gate.BetterThanHolder(metric, set == null ? null : Evaluations.pinned(set), split, margin);
            case Gate.Forgetting forgetting -> forgetting;
        };
    }

    private static RepositoryRow repository(ModelName model) {
        return Catalog.find(RepositoryType.MODEL, model).orElseThrow(() -> CatalogResource.noRepository(model));
    }
}
