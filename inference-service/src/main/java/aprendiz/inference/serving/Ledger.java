package aprendiz.inference.serving;

import aprendiz.model.ModelName;
import java.util.List;

/** Remembers over restarts what was being served. */
public interface Ledger {

    /** @param alias the revision by which it is asked for: an alias, a number or a commit */
    record Entry(String alias, Pin pin) {}

    List<Entry> entries();

    void keep(Entry entry);

    void forget(ModelName model, String alias);
}
