package aprendiz.registry.exchange;

import aprendiz.model.Digest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A hub with one repository, {@code owner/thing}: small files as git keeps them, large ones in git-LFS, which it sends to
 * another host for.
 */
final class FakeHub implements AutoCloseable {

    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /** What came, {@code METHOD path Authorization Range}. */
    final List<String> requests = new CopyOnWriteArrayList<>();
    /** What came to the other host. */
    final List<String> elsewhere = new CopyOnWriteArrayList<>();

    final Map<String, byte[]> small = new TreeMap<>();
    final Map<String, byte[]> large = new TreeMap<>();
    /** Content that is sent in place of what is listed. */
    final Map<String, byte[]> forged = new TreeMap<>();

    /** After so many bytes of an answer the connection breaks, that often. */
    int breakAfter = Integer.MAX_VALUE;

    int breaks;

    private final HttpServer server;
    private final HttpServer other;

    FakeHub(URI endpoint) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.getPort()), 0);
        server.createContext("/", this::answer);
        server.start();
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            elsewhere.add(line(exchange));
            send(exchange, exchange.getRequestURI().getPath().substring(1));
        });
        other.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(line(exchange));
        String path = exchange.getRequestURI().getPath();
        String file = path.replaceFirst("^/(datasets/)?owner/thing/resolve/" + COMMIT + "/", "");
        if (path.matches("/api/(models|datasets)/owner/thing/revision/main")) {
            json(exchange, "{\"id\":\"owner/thing\",\"sha\":\"" + COMMIT + "\"}");
        } else if (path.matches("/api/(models|datasets)/owner/thing/tree/" + COMMIT)) {
            tree(exchange);
        } else if (small.containsKey(file)) {
            send(exchange, file);
        } else if (large.containsKey(file)) {
            exchange.getResponseHeaders()
                    .add("Location", "http://localhost:" + other.getAddress().getPort() + "/" + file);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        } else {
            exchange.sendResponseHeaders(path.contains("closed") ? 401 : 404, -1);
            exchange.close();
        }
    }

    /** In two pages. */
    private void tree(HttpExchange exchange) throws IOException {
        List<String> nodes = new ArrayList<>();
        small.forEach((path, bytes) -> nodes.add("{\"type\":\"file\",\"path\":\"" + path + "\",\"size\":" + bytes.length
                + ",\"oid\":\"" + gitOid(bytes) + "\"}"));
        large.forEach((path, bytes) -> nodes.add("{\"type\":\"file\",\"path\":\"" + path + "\",\"size\":" + bytes.length
                + ",\"oid\":\"" + "ab".repeat(20) + "\",\"lfs\":{\"oid\":\"" + Digest.of(bytes) + "\",\"size\":"
                + bytes.length + ",\"pointerSize\":130}}"));
        nodes.add("{\"type\":\"directory\",\"path\":\"folder\",\"size\":0,\"oid\":\"" + "cd".repeat(20) + "\"}");
        boolean second = exchange.getRequestURI().getQuery().contains("cursor");
        if (!second) {
            String host = exchange.getRequestHeaders().getFirst("Host");
            exchange.getResponseHeaders()
                    .add(
                            "Link",
                            "<http://" + host + exchange.getRequestURI().getPath()
                                    + "?recursive=true&cursor=2>; rel=\"next\"");
        }
        int half = nodes.size() / 2;
        json(exchange, (second ? nodes.subList(half, nodes.size()) : nodes.subList(0, half)).toString());
    }

    private void send(HttpExchange exchange, String file) throws IOException {
        byte[] bytes = forged.getOrDefault(file, small.getOrDefault(file, large.get(file)));
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (range != null) {
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
        exchange.sendResponseHeaders(range == null ? 200 : 206, rest.length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (breaks > 0 && rest.length > breakAfter) {
                breaks--;
                out.write(rest, 0, breakAfter);
                out.flush();
                throw new IOException("broken on purpose");
            }
            out.write(rest);
        }
    }

    private static String line(HttpExchange exchange) {
        return exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestHeaders().getFirst("Range");
    }

    private static void json(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String gitOid(byte[] bytes) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            sha.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(sha.digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        other.stop(0);
    }
}
