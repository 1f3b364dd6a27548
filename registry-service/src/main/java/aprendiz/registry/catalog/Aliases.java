package aprendiz.registry.catalog;

import aprendiz.messages.Event.AliasMoved;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasMove;
import aprendiz.model.catalog.AliasWish;
import aprendiz.registry.events.Announcements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Moves the aliases of models by compare-and-set, and remembers every move. */
@ApplicationScoped
@Transactional
public class Aliases {

    private final Announcements announcements;

    Aliases(Announcements announcements) {
        this.announcements = announcements;
    }

    /**
     * Moves it if it holds what the wish expects. The wish that made the last move gets that move again, so that a
     * caller who missed the answer may repeat it.
     *
     * @throws Problem of kind CONFLICT that says who moved it where, if it holds another version
     */
    public AliasMove move(ModelName model, String alias, AliasWish wish) {
        Revision.checkAlias(alias);
        RepositoryRow repository = lock(model);
        Optional<AliasRow> held = AliasRow.<AliasRow>find("repository = ?1 and alias = ?2", repository, alias)
                .firstResultOptional();
        int number = held.map(row -> row.version.number).orElse(0);
        Optional<AliasMoveRow> last = last(repository, alias);
        if (last.isPresent() && isRepeated(last.get(), wish)) {
            return last.get().move();
        }
        if (number != wish.expected()) {
            throw Problem.conflict("Alias moved", conflict(model, alias, wish, last));
        }
        VersionRow version = Catalog.number(repository, wish.version())
                .orElseThrow(() -> Problem.notFound("No such version", model + " has no version " + wish.version()));
        if (number == wish.version() && last.isPresent()) {
            return last.get().move();
        }
        AliasRow row = held.orElseGet(AliasRow::new);
        row.repository = repository;
        row.alias = alias;
        row.version = version;
        row.persist();
        AliasMove move = write(repository, alias, wish).move();
        announcements.add(new AliasMoved(
                model.toString(),
                alias,
                move.from(),
                move.to(),
                version.commit,
                version.digest,
                wish.by(),
                wish.reason()));
        return move;
    }

    /** The newest first. */
    public List<AliasMove> history(ModelName model, String alias) {
        RepositoryRow repository =
                Catalog.find(RepositoryType.MODEL, model).orElseThrow(() -> CatalogResource.noRepository(model));
        List<AliasMoveRow> rows =
                AliasMoveRow.list("repository = ?1 and alias = ?2 order by id desc", repository, alias);
        if (rows.isEmpty()) {
            throw Problem.notFound("No such alias", model + " has no alias " + alias);
        }
        return rows.stream().map(AliasMoveRow::move).toList();
    }

    private static RepositoryRow lock(ModelName model) {
        return RepositoryRow.<RepositoryRow>find(
                        "type = ?1 and namespace = ?2 and name = ?3 and latest > 0",
                        RepositoryType.MODEL.toString(),
                        model.namespace(),
                        model.name())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(() -> CatalogResource.noRepository(model));
    }

    private static Optional<AliasMoveRow> last(RepositoryRow repository, String alias) {
        return AliasMoveRow.<AliasMoveRow>find("repository = ?1 and alias = ?2 order by id desc", repository, alias)
                .page(0, 1)
                .firstResultOptional();
    }

    private static boolean isRepeated(AliasMoveRow last, AliasWish wish) {
        int from = last.fromNumber == null ? 0 : last.fromNumber;
        return last.toNumber == wish.version()
                && from == wish.expected()
                && last.movedBy.equals(wish.by())
                && last.reason.equals(wish.reason());
    }

    private static String conflict(ModelName model, String alias, AliasWish wish, Optional<AliasMoveRow> last) {
        String expected = wish.expected() == 0 ? "no version" : "version " + wish.expected();
        String held = last.map(move -> "version " + move.toNumber + ", where " + move.movedBy + " moved it at "
                        + move.movedAt + (move.reason.isEmpty() ? "" : " (" + move.reason + ")"))
                .orElse("no version");
        return "alias " + alias + " of " + model + " was expected to hold " + expected + " but holds " + held
                + "; look at what it holds and ask again";
    }

    private static AliasMoveRow write(RepositoryRow repository, String alias, AliasWish wish) {
        AliasMoveRow row = new AliasMoveRow();
        row.repository = repository;
        row.alias = alias;
        row.fromNumber = wish.expected() == 0 ? null : wish.expected();
        row.toNumber = wish.version();
        row.movedBy = wish.by();
        row.reason = wish.reason();
        row.movedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        row.persist();
        return row;
    }
}
