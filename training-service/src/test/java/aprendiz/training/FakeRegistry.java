package aprendiz.training;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasMove;
import aprendiz.model.catalog.AliasWish;
import aprendiz.model.catalog.Publication;
import aprendiz.model.catalog.Repository;
import aprendiz.model.catalog.Version;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/**
 * As much of a registry as the client speaks to, over real HTTP, with its blobs on disk. {@code POST /fake/away} and
 * {@code /fake/back} make it fail and heal; {@code POST /fake/race} lets somebody else move the next alias first.
 */
public final class FakeRegistry implements AutoCloseable {

    private final HttpServer server;
    private final Path blobs;
    private final Map<String, List<Version>> versions = new TreeMap<>();
    private final Map<String, Version> keys = new HashMap<>();
    private final Map<String, SortedMap<String, Integer>> aliases = new HashMap<>();
    private final Map<String, List<AliasMove>> moves = new HashMap<>();
    private boolean away;
    private boolean race;

    public FakeRegistry() throws IOException {
        blobs = Files.createTempDirectory("fake-registry-");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("fake-registry-", 0).factory()));
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String method = exchange.getRequestMethod();
            synchronized (this) {
                if (path.startsWith("/fake/")) {
                    away = path.endsWith("away") || (away && !path.endsWith("back"));
                    race = race || path.endsWith("race");
                    send(exchange, 200, "{}");
                    return;
                }
                if (away) {
                    send(exchange, 503, "{\"detail\": \"the registry is away\"}");
                    return;
                }
            }
            if (path.startsWith("/v1/blobs/")) {
                blob(exchange, method, path.substring("/v1/blobs/".length()));
            } else if (path.contains("/resolve/")) {
                resolve(exchange, path);
            } else {
                synchronized (this) {
                    catalog(exchange, method, path.split("/"));
                }
            }
        } catch (RuntimeException e) {
            e.printStackTrace();
            throw e;
        }
    }

    private void blob(HttpExchange exchange, String method, String sha) throws IOException {
        Path blob = blobs.resolve(sha);
        if (method.equals("PUT")) {
            Path part = Files.createTempFile(blobs, "part", "");
            try (OutputStream out = Files.newOutputStream(part)) {
                exchange.getRequestBody().transferTo(out);
            }
            Files.move(part, blob, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            send(exchange, 201, "{}");
        } else {
            exchange.sendResponseHeaders(Files.exists(blob) ? 200 : 404, -1);
        }
    }

    private void resolve(HttpExchange exchange, String path) throws IOException {
        boolean dataset = path.startsWith("/datasets/");
        String[] parts = path.substring(dataset ? "/datasets/".length() : 1).split("/", 5);
        Optional<FileEntry> file;
        synchronized (this) {
            file = find((dataset ? "datasets/" : "models/") + parts[0] + "/" + parts[1], parts[3]).stream()
                    .flatMap(version -> version.files().stream())
                    .filter(entry -> entry.path().equals(parts[4]))
                    .findFirst();
        }
        if (file.isEmpty()) {
            send(exchange, 404, "{}");
            return;
        }
        Path blob = blobs.resolve(file.get().sha256().hex());
        exchange.sendResponseHeaders(200, Files.size(blob) == 0 ? -1 : Files.size(blob));
        Files.copy(blob, exchange.getResponseBody());
    }

    /** {@code /v1/{models|datasets}/{ns}/{name}/...}. */
    private void catalog(HttpExchange exchange, String method, String[] parts) throws IOException {
        RepositoryType type = parts[2].equals("models") ? RepositoryType.MODEL : RepositoryType.DATASET;
        ModelName name = new ModelName(parts[3], parts[4]);
        String key = parts[2] + "/" + name;
        String what = parts.length > 5 ? parts[5] : "";
        if (method.equals("POST")) {
            Publication publication =
                    Json.MAPPER.readValue(exchange.getRequestBody().readAllBytes(), Publication.class);
            send(exchange, 201, json(publish(type, name, key, publication)));
        } else if (what.equals("aliases") && method.equals("PUT")) {
            AliasWish wish = Json.MAPPER.readValue(exchange.getRequestBody().readAllBytes(), AliasWish.class);
            move(exchange, key, parts[6], wish);
        } else if (what.equals("aliases")) {
            List<AliasMove> history = moves.get(key + "/" + parts[6]);
            send(exchange, history == null ? 404 : 200, history == null ? "{}" : json(history.reversed()));
        } else if (what.equals("versions") && parts.length == 6) {
            send(exchange, 200, json(versions.getOrDefault(key, List.of()).reversed()));
        } else if (what.equals("versions")) {
            Optional<Version> version = find(key, parts[6]);
            send(
                    exchange,
                    version.isPresent() ? 200 : 404,
                    version.isPresent() ? json(version.get()) : "{\"detail\": \"no such version\"}");
        } else {
            List<Version> all = versions.getOrDefault(key, List.of());
            send(
                    exchange,
                    all.isEmpty() ? 404 : 200,
                    json(new Repository(type, name, all.size(), aliases.get(key), Instant.now())));
        }
    }

    private Version publish(RepositoryType type, ModelName name, String key, Publication publication)
            throws IOException {
        if (publication.key() != null && keys.containsKey(key + publication.key())) {
            return keys.get(key + publication.key());
        }
        List<FileEntry> files = publication.files().stream()
                .sorted(Comparator.comparing(FileEntry::path))
                .toList();
        Digest digest = Version.digestOf(files);
        List<Version> all = versions.computeIfAbsent(key, unseen -> new ArrayList<>());
        Manifest manifest = null;
        for (FileEntry file : files) {
            if (file.path().equals(Manifest.FILE)) {
                manifest = Json.read(blobs.resolve(file.sha256().hex()), Manifest.class);
            }
        }
        Version version = new Version(
                type,
                name,
                all.size() + 1,
                digest.hex().substring(0, 40),
                digest,
                manifest == null ? null : manifest.kind(),
                manifest == null ? null : manifest.task(),
                publication.message(),
                manifest == null ? List.of() : manifest.parents(),
                manifest == null ? new TreeMap<>() : manifest.metrics(),
                files,
                Instant.now());
        all.add(version);
        keys.put(key + publication.key(), version);
        return version;
    }

    private void move(HttpExchange exchange, String key, String alias, AliasWish wish) throws IOException {
        SortedMap<String, Integer> held = aliases.computeIfAbsent(key, unseen -> new TreeMap<>());
        if (race) {
            race = false;
            record(key, alias, held, new AliasWish(wish.version(), 0, "somebody else", ""));
        }
        int holds = held.getOrDefault(alias, 0);
        if (holds != wish.expected()) {
            send(exchange, 409, "{\"detail\": \"it holds " + holds + "\"}");
        } else {
            send(exchange, 200, json(record(key, alias, held, wish)));
        }
    }

    private AliasMove record(String key, String alias, SortedMap<String, Integer> held, AliasWish wish) {
        Integer from = held.put(alias, wish.version());
        AliasMove move = new AliasMove(alias, from, wish.version(), wish.by(), wish.reason(), Instant.now());
        moves.computeIfAbsent(key + "/" + alias, unseen -> new ArrayList<>()).add(move);
        return move;
    }

    private Optional<Version> find(String key, String revision) {
        List<Version> all = versions.getOrDefault(key, List.of());
        Integer alias = aliases.getOrDefault(key, new TreeMap<>()).get(revision);
        return all.reversed().stream()
                .filter(version -> revision.equals("main")
                        || version.commit().equals(revision)
                        || String.valueOf(version.number()).equals(revision)
                        || Integer.valueOf(version.number()).equals(alias))
                .findFirst();
    }

    private static String json(Object value) throws IOException {
        return Json.MAPPER.writeValueAsString(value);
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        aprendiz.training.run.JobFolder.remove(blobs);
    }
}
