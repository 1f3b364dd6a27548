package aprendiz.registry.aliases;

import aprendiz.messages.Event.AliasMoved;
import aprendiz.messages.Event.AliasRefused;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasGates;
import aprendiz.model.catalog.AliasMove;
import aprendiz.model.catalog.AliasRefusal;
import aprendiz.model.catalog.AliasWish;
import aprendiz.model.catalog.GateVerdict;
import aprendiz.registry.catalog.AliasRow;
import aprendiz.registry.catalog.Catalog;
import aprendiz.registry.catalog.CatalogResource;
import aprendiz.registry.catalog.RepositoryRow;
import aprendiz.registry.catalog.Revision;
import aprendiz.registry.catalog.VersionRow;
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

    private final Judge judge;
    private final Announcements announcements;

    Aliases(Judge judge, Announcements announcements) {
        this.judge = judge;
        this.announcements = announcements;
    }

    /**
     * Moves it if it holds what the wish expects and its gates let the version through. The wish that made the last move gets that move again, so that a
     * caller who missed the answer may repeat it.
     *
     * @throws Problem of kind CONFLICT that says who moved it where, if it holds another version
     */
    public Attempt move(ModelName model, String alias, AliasWish wish) {
        Revision.checkAlias(alias);
        RepositoryRow repository = lock(model);
        Optional<AliasRow> held = held(repository, alias);
        int number = held.map(row -> row.version.number).orElse(0);
        Optional<AliasMoveRow> last = last(repository, alias);
        if (last.isPresent() && isRepeated(last.get(), wish)) {
            return new Attempt.Moved(last.get().move());
        }
        if (number != wish.expected()) {
            throw Problem.conflict("Alias moved", conflict(model, alias, wish, last));
        }
        VersionRow version = Catalog.number(repository, wish.version())
                .orElseThrow(() -> Problem.notFound("No such version", model + " has no version " + wish.version()));
        if (number == wish.version() && last.isPresent()) {
            return new Attempt.Moved(last.get().move());
        }
        AliasGates gates = Gates.of(repository, alias);
        if (gates.needsReason() && wish.reason().isBlank()) {
            throw Problem.invalid("No reason", "reason: alias " + alias + " of " + model + " moves only with a reason");
        }
        List<GateVerdict> verdicts = judge.judge(gates.gates(), version, held.map(row -> row.version));
        return verdicts.stream().allMatch(GateVerdict::passed)
                ? new Attempt.Moved(place(repository, held, version, alias, wish, verdicts))
                : new Attempt.Refused(refuse(repository, alias, wish, verdicts));
    }

    /**
     * Moves it back to the version that it held before the last move, whatever the gates say: that one has been there.
     *
     * @throws Problem of kind CONFLICT if there was none before
     */
    public AliasMove rollback(ModelName model, String alias, String by, String reason) {
        RepositoryRow repository = lock(model);
        AliasMoveRow last = last(repository, alias)
                .orElseThrow(() -> Problem.notFound("No such alias", model + " has no alias " + alias));
        if (last.fromNumber == null) {
            throw Problem.conflict(
                    "Nothing to go back to",
                    "alias " + alias + " of " + model + " has held no version but " + last.toNumber);
        }
        VersionRow version = Catalog.number(repository, last.fromNumber)
                .orElseThrow(() -> Problem.conflict(
                        "Nothing to go back to", "version " + last.fromNumber + " of " + model + " was deleted"));
        String why = reason == null || reason.isBlank() ? "rolled back from version " + last.toNumber : reason;
        AliasWish wish = new AliasWish(version.number, last.toNumber, by, why);
        return place(repository, held(repository, alias), version, alias, wish, List.of());
    }

    /** The move that made it what it was at that moment; it says who and why. */
    public AliasMove at(ModelName model, String alias, Instant time) {
        RepositoryRow repository = repository(model);
        return AliasMoveRow.<AliasMoveRow>find(
                        "repository = ?1 and alias = ?2 and movedAt <= ?3 order by id desc", repository, alias, time)
                .page(0, 1)
                .firstResultOptional()
                .map(AliasMoveRow::move)
                .orElseThrow(() -> Problem.notFound(
                        "No such alias then", "alias " + alias + " of " + model + " held no version at " + time));
    }

    /** The moves that the gates refused, the newest first. */
    public List<AliasRefusal> refusals(ModelName model, String alias) {
        List<RefusalRow> rows =
                RefusalRow.list("repository = ?1 and alias = ?2 order by id desc", repository(model), alias);
        return rows.stream().map(RefusalRow::refusal).toList();
    }

    private AliasMove place(
            RepositoryRow repository,
            Optional<AliasRow> held,
            VersionRow version,
            String alias,
            AliasWish wish,
            List<GateVerdict> verdicts) {
        AliasRow row = held.orElseGet(AliasRow::new);
        row.repository = repository;
        row.alias = alias;
        row.version = version;
        row.persist();
        AliasMove move = write(repository, alias, wish, verdicts).move();
        announcements.add(new AliasMoved(
                repository.modelName().toString(),
                alias,
                move.from(),
                move.to(),
                version.commit,
                version.digest,
                wish.by(),
                wish.reason()));
        return move;
    }

    private AliasRefusal refuse(RepositoryRow repository, String alias, AliasWish wish, List<GateVerdict> verdicts) {
        RefusalRow row = new RefusalRow();
        row.repository = repository;
        row.alias = alias;
        row.fromNumber = wish.expected() == 0 ? null : wish.expected();
        row.toNumber = wish.version();
        row.askedBy = wish.by();
        row.reason = wish.reason();
        row.gates = Verdicts.write(verdicts);
        row.refusedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        row.persist();
        AliasRefusal refusal = row.refusal();
        announcements.add(new AliasRefused(
                repository.modelName().toString(),
                alias,
                refusal.from(),
                refusal.to(),
                refusal.by(),
                verdicts.stream()
                        .filter(verdict -> !verdict.passed())
                        .map(GateVerdict::explanation)
                        .toList()));
        return refusal;
    }

    /** The newest first. */
    public List<AliasMove> history(ModelName model, String alias) {
        RepositoryRow repository = repository(model);
        List<AliasMoveRow> rows =
                AliasMoveRow.list("repository = ?1 and alias = ?2 order by id desc", repository, alias);
        if (rows.isEmpty()) {
            throw Problem.notFound("No such alias", model + " has no alias " + alias);
        }
        return rows.stream().map(AliasMoveRow::move).toList();
    }

    private static RepositoryRow repository(ModelName model) {
        return Catalog.find(RepositoryType.MODEL, model).orElseThrow(() -> CatalogResource.noRepository(model));
    }

    private static Optional<AliasRow> held(RepositoryRow repository, String alias) {
        return AliasRow.<AliasRow>find("repository = ?1 and alias = ?2", repository, alias)
                .firstResultOptional();
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

    private static AliasMoveRow write(
            RepositoryRow repository, String alias, AliasWish wish, List<GateVerdict> verdicts) {
        AliasMoveRow row = new AliasMoveRow();
        row.repository = repository;
        row.alias = alias;
        row.fromNumber = wish.expected() == 0 ? null : wish.expected();
        row.toNumber = wish.version();
        row.movedBy = wish.by();
        row.reason = wish.reason();
        row.movedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        row.gates = verdicts.isEmpty() ? null : Verdicts.write(verdicts);
        row.persist();
        return row;
    }
}
