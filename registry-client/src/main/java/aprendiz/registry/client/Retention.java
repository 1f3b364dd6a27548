package aprendiz.registry.client;

import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Deletion;
import aprendiz.model.catalog.Hold;
import aprendiz.model.catalog.Scrub;
import aprendiz.model.catalog.Sweep;
import aprendiz.model.catalog.Version;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.List;

/** What may go and what must stay. */
public final class Retention {

    private static final Duration USUAL = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofHours(6);

    private final Http http;

    Retention(Http http) {
        this.http = http;
    }

    /**
     * Deletes a version; it can be restored until a sweep takes its bytes.
     *
     * @param force although others descend from it
     * @throws aprendiz.model.Problem of kind REFUSED with every reason why it must stay
     */
    public Deletion delete(RepositoryType type, ModelName name, int number, String by, String reason, boolean force) {
        String path =
                Paths.versions(type, name) + "/" + number + "?force=" + force + "&reason=" + Paths.segment(reason);
        return http.act("DELETE", path, by, USUAL).read(new TypeReference<Deletion>() {});
    }

    /** Takes a deletion back; a problem of kind CONFLICT says why that is not possible any more. */
    public Version restore(RepositoryType type, ModelName name, int number, String by) {
        String path = Paths.versions(type, name) + "/" + number + "/restore";
        return http.act("POST", path, by, USUAL).read(new TypeReference<Version>() {});
    }

    /** The deleted versions of a repository, what was deleted last first. */
    public List<Deletion> deletions(RepositoryType type, ModelName name) {
        return http.get(Paths.repository(type, name) + "/deletions", new TypeReference<List<Deletion>>() {});
    }

    /** Holds a version: it cannot be deleted while it is held. */
    public Hold hold(RepositoryType type, ModelName name, int number, String hold, String by, String reason) {
        String path = holdsOf(type, name, number) + "/" + Paths.segment(hold) + "?reason=" + Paths.segment(reason);
        return http.act("PUT", path, by, USUAL).read(new TypeReference<Hold>() {});
    }

    public void release(RepositoryType type, ModelName name, int number, String hold, String by) {
        http.act("DELETE", holdsOf(type, name, number) + "/" + Paths.segment(hold), by, USUAL);
    }

    public List<Hold> holds(RepositoryType type, ModelName name, int number) {
        return http.get(holdsOf(type, name, number), new TypeReference<List<Hold>>() {});
    }

    private static String holdsOf(RepositoryType type, ModelName name, int number) {
        return Paths.versions(type, name) + "/" + number + "/holds";
    }

    /** Gives back the room of bytes that nothing needs, or says how much that would be. */
    public Sweep sweep(boolean dryRun) {
        return http.act("POST", "/v1/retention/sweep?dryRun=" + dryRun, null, LONG)
                .read(new TypeReference<Sweep>() {});
    }

    /** Has blobs read again, those first that were read longest ago, as many as hold so many bytes. */
    public Scrub scrub(long bytes) {
        return http.act("POST", "/v1/retention/scrub?bytes=" + bytes, null, LONG)
                .read(new TypeReference<Scrub>() {});
    }

    /** How the bytes are, by what is known. */
    public Scrub report() {
        return http.get("/v1/retention/scrub", new TypeReference<Scrub>() {});
    }
}
