package aprendiz.inference.serving;

import aprendiz.model.ModelName;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Keeps the ledger in PostgreSQL. */
@Singleton
class DatabaseLedger implements Ledger {

    @Override
    public List<Entry> entries() {
        return QuarkusTransaction.requiringNew()
                .call(() -> ServingRow.<ServingRow>listAll().stream()
                        .map(ServingRow::entry)
                        .toList());
    }

    @Override
    public void keep(Entry entry) {
        QuarkusTransaction.requiringNew().run(() -> {
            ServingRow.Key key = new ServingRow.Key(entry.pin().model().toString(), entry.alias());
            ServingRow row = ServingRow.findById(key);
            boolean fresh = row == null;
            if (fresh) {
                row = new ServingRow();
                row.key = key;
            }
            row.version = entry.pin().number();
            row.commit = entry.pin().commit();
            row.digest = entry.pin().digest().hex();
            row.servedSince = Instant.now().truncatedTo(ChronoUnit.MICROS);
            if (fresh) {
                row.persist();
            }
        });
    }

    @Override
    public void forget(ModelName model, String alias) {
        QuarkusTransaction.requiringNew().run(() -> ServingRow.deleteById(new ServingRow.Key(model.toString(), alias)));
    }
}
