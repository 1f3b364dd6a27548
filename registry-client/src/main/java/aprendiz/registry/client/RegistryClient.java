package aprendiz.registry.client;

import aprendiz.model.FileEntry;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasGates;
import aprendiz.model.catalog.AliasMove;
import aprendiz.model.catalog.AliasRefusal;
import aprendiz.model.catalog.AliasWish;
import aprendiz.model.catalog.Comparison;
import aprendiz.model.catalog.Evaluation;
import aprendiz.model.catalog.Found;
import aprendiz.model.catalog.Lineage;
import aprendiz.model.catalog.Publication;
import aprendiz.model.catalog.Repository;
import aprendiz.model.catalog.Version;
import aprendiz.model.catalog.VersionDiff;
import aprendiz.model.catalog.VersionOrder;
import aprendiz.model.catalog.VersionQuery;
import aprendiz.model.catalog.VersionSignature;
import aprendiz.model.signing.TrustedKeys;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Speaks to a registry over HTTP. Safe for use by many threads; needs no closing.
 *
 * <p>What the registry refuses comes back as the {@link aprendiz.model.Problem} that it said; a registry that is away
 * is a problem of kind {@code UNAVAILABLE}. Whatever may be said twice is repeated a few times before that.
 */
public final class RegistryClient {

    /** How long two checkpoints may be read from first byte to last. */
    private static final Duration READING = Duration.ofHours(1);

    /** Entries of a page. */
    private static final int PAGE = 1000;

    private final URI registry;
    private final Http http;
    private final Optional<Trust> trust;

    /** @param registry its address, {@code http://127.0.0.1:8081} */
    public RegistryClient(URI registry) {
        this(registry, Patience.USUAL);
    }

    RegistryClient(URI registry, Patience patience) {
        this(registry, new Http(registry, patience, null, Map::of), Optional.empty());
    }

    private RegistryClient(URI registry, Http http, Optional<Trust> trust) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.http = http;
        this.trust = trust;
    }

    /**
     * A client with what the environment says: a token in {@code APRENDIZ_REGISTRY_TOKEN}, and in
     * {@code APRENDIZ_TRUSTED_KEYS} the files with the public keys that versions must be signed with, between them what
     * separates paths on this system.
     *
     * @throws aprendiz.model.Problem of kind INVALID if a file of keys cannot be read
     */
    public static RegistryClient at(URI registry) {
        RegistryClient client = new RegistryClient(registry);
        String token = System.getenv("APRENDIZ_REGISTRY_TOKEN");
        String keys = System.getenv("APRENDIZ_TRUSTED_KEYS");
        if (token != null && !token.isBlank()) {
            client = client.withToken(token.strip());
        }
        if (keys != null && !keys.isBlank()) {
            List<Path> files = Stream.of(keys.split(Pattern.quote(File.pathSeparator), -1))
                    .map(Path::of)
                    .toList();
            client = client.trusting(TrustedKeys.read(files));
        }
        return client;
    }

    /** The same client, which says with this token who it is. */
    public RegistryClient withToken(String token) {
        return new RegistryClient(registry, http.withToken(token), trust);
    }

    /**
     * The same client, which sends these headers too.
     *
     * @param headers asked for with each request, by the thread that makes it: where it stands in a trace, for example
     */
    public RegistryClient withHeaders(Supplier<Map<String, String>> headers) {
        return new RegistryClient(registry, http.withHeaders(headers), trust);
    }

    /**
     * The same client, which fetches only what one of these keys has signed: anything else is a problem of kind
     * {@code REFUSED}.
     */
    public RegistryClient trusting(TrustedKeys keys) {
        return new RegistryClient(registry, http, Optional.of(new Trust(keys)));
    }

    public URI address() {
        return registry;
    }

    /** Every repository of the type, sorted by name. */
    public List<Repository> list(RepositoryType type) {
        return list(VersionQuery.all(type), Integer.MAX_VALUE);
    }

    /** Repositories of which at least one version is asked for, sorted by name. */
    public List<Repository> list(VersionQuery query, int most) {
        String path = Paths.repositories(query.type()) + Paths.query(query, "limit", Math.min(most, PAGE));
        return http.pages(path, most, new TypeReference<List<Repository>>() {});
    }

    /** The versions that are asked for, without their files. */
    public List<Found> search(VersionQuery query, VersionOrder order, int most) {
        String path = Paths.search(query.type()) + Paths.query(query, "limit", Math.min(most, PAGE), "sort", order);
        return http.pages(path, most, new TypeReference<List<Found>>() {});
    }

    public Repository repository(RepositoryType type, ModelName name) {
        return http.get(Paths.repository(type, name), new TypeReference<Repository>() {});
    }

    /** @param revision a number, an alias, a commit, or {@code main} for the latest */
    public Version version(RepositoryType type, ModelName name, String revision) {
        return http.get(Paths.versions(type, name) + "/" + Paths.segment(revision), new TypeReference<Version>() {});
    }

    /** Every version of a repository, the newest first. */
    public List<Version> versions(RepositoryType type, ModelName name) {
        return http.pages(Paths.versions(type, name), Integer.MAX_VALUE, new TypeReference<List<Version>>() {});
    }

    /**
     * Publishes every regular file below the folder as a new version; blobs that the registry has are not sent again.
     *
     * @param key repeats of the same key answer with the version that the first one made; null for none
     */
    public Version publish(RepositoryType type, ModelName name, Path folder, String message, String key) {
        return publish(type, name, folder, files -> new Publication(files, message, key));
    }

    /**
     * Publishes every regular file below the folder, saying more than the files do: kind, task, parents, tags, signature.
     *
     * @param wish makes of the files what shall be published
     */
    public Version publish(
            RepositoryType type, ModelName name, Path folder, Function<List<FileEntry>, Publication> wish) {
        return new Upload(http, folder).publish(type, name, wish);
    }

    /**
     * Fetches every file of a version into {@code folder/<commit>} and verifies every digest; what is there already and
     * whole is not fetched again. The folder appears whole or not at all, and not at all if the version is not signed by whom
     * this client trusts.
     *
     * @return {@code folder/<commit>}
     */
    public Path fetch(RepositoryType type, Version version, Path folder) {
        return new Download(http, type, version, trust).into(folder);
    }

    /** Moves an alias by compare-and-set; a problem of kind CONFLICT says who holds it when the expectation fails. */
    public AliasMove moveAlias(ModelName model, String alias, AliasWish wish) {
        return http.put(Paths.alias(model, alias), wish, new TypeReference<AliasMove>() {});
    }

    /** The moves of an alias, the newest first. */
    public List<AliasMove> aliasHistory(ModelName model, String alias) {
        return http.get(Paths.alias(model, alias) + "/history", new TypeReference<List<AliasMove>>() {});
    }

    /** What the alias held at that moment, since when, and why. */
    public AliasMove aliasAt(ModelName model, String alias, Instant time) {
        return http.get(Paths.alias(model, alias) + "/at?time=" + time, new TypeReference<AliasMove>() {});
    }

    /** The moves that the alias's gates refused, the newest first. */
    public List<AliasRefusal> aliasRefusals(ModelName model, String alias) {
        return http.get(Paths.alias(model, alias) + "/refusals", new TypeReference<List<AliasRefusal>>() {});
    }

    /**
     * Moves the alias back to the version that it held before its last move; said once, for saying it twice goes back two
     * moves.
     */
    public AliasMove rollback(ModelName model, String alias, String by, String reason) {
        Map<String, String> why = Map.of("by", by, "reason", reason);
        return http.once("POST", Paths.alias(model, alias) + "/rollback", why, new TypeReference<AliasMove>() {});
    }

    /** Sets what a version must pass before the alias moves to it. */
    public AliasGates setGates(ModelName model, String alias, AliasGates gates) {
        return http.put(Paths.alias(model, alias) + "/gates", gates, new TypeReference<AliasGates>() {});
    }

    public AliasGates gates(ModelName model, String alias) {
        return http.get(Paths.alias(model, alias) + "/gates", new TypeReference<AliasGates>() {});
    }

    /** Attaches what a version measured on some data; said once, for saying it twice attaches it twice. */
    public Evaluation evaluate(ModelName model, String revision, Evaluation evaluation) {
        return http.once("POST", Paths.evaluations(model, revision), evaluation, new TypeReference<Evaluation>() {});
    }

    /** What a version measured, the newest first. */
    public List<Evaluation> evaluations(ModelName model, String revision) {
        return http.get(Paths.evaluations(model, revision), new TypeReference<List<Evaluation>>() {});
    }

    /** The signatures of a version, the newest first. */
    public List<VersionSignature> signatures(RepositoryType type, ModelName name, String revision) {
        return http.get(Paths.signatures(type, name, revision), new TypeReference<List<VersionSignature>>() {});
    }

    /** Has the registry sign a version with its present key, if that has not signed it yet. */
    public List<VersionSignature> sign(RepositoryType type, ModelName name, String revision) {
        return http.post(
                Paths.signatures(type, name, revision), Map.of(), new TypeReference<List<VersionSignature>>() {});
    }

    /** Imports and exports. */
    public Exchange exchange() {
        return new Exchange(http);
    }

    /** Who is told what happens in the registry. */
    public Webhooks webhooks() {
        return new Webhooks(http);
    }

    /** What the model came from and what came from it. */
    public Lineage lineage(ModelName model, String revision) {
        return lineage(RepositoryType.MODEL, model, revision, "both", 100);
    }

    /**
     * What a version came from and what came from it.
     *
     * @param direction {@code up}, {@code down} or {@code both}
     * @param depth generations
     */
    public Lineage lineage(RepositoryType type, ModelName name, String revision, String direction, int depth) {
        return http.get(Paths.lineage(type, name, revision, direction, depth), new TypeReference<Lineage>() {});
    }

    /** The same as text to draw from: {@code dot} for Graphviz, or {@code mermaid}. */
    public String lineageText(
            RepositoryType type, ModelName name, String revision, String direction, int depth, String format) {
        return http.text(
                Paths.lineage(type, name, revision, direction, depth) + "&format=" + Paths.segment(format), "*/*");
    }

    /**
     * What changed from one version to another.
     *
     * @param from {@code namespace/name@revision}
     * @param to likewise
     * @param numbers whether the registry shall read weights, to say how far tensors are apart
     */
    public VersionDiff diff(RepositoryType type, String from, String to, boolean numbers) {
        String path = Paths.comparing(type) + "/diff?from=" + Paths.segment(from) + "&to=" + Paths.segment(to)
                + "&numbers=" + numbers;
        return http.act("GET", path, null, READING).read(new TypeReference<VersionDiff>() {});
    }

    /** Two versions side by side, each named {@code namespace/name@revision}. */
    public Comparison compare(RepositoryType type, String left, String right) {
        return http.get(
                Paths.comparing(type) + "?left=" + Paths.segment(left) + "&right=" + Paths.segment(right),
                new TypeReference<Comparison>() {});
    }

    /** What may go and what must stay. */
    public Retention retention() {
        return new Retention(http);
    }
}
