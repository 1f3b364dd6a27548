package aprendiz.inference.serving;

import aprendiz.model.ModelName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger in memory, which outlives the models that write in it. */
final class FakeLedger implements Ledger {

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    @Override
    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    @Override
    public void keep(Entry entry) {
        entries.put(entry.pin().model() + "@" + entry.alias(), entry);
    }

    @Override
    public void forget(ModelName model, String alias) {
        entries.remove(model + "@" + alias);
    }
}
