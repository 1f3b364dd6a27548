package aprendiz.registry.client;

import aprendiz.model.FileEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One attempt at one file: goes on behind the bytes that lie in the target, or begins anew if the registry does. */
final class Transfer {

    private final Http http;
    private final String path;
    private final FileEntry file;
    private final Path target;
    private long had;

    Transfer(Http http, String path, FileEntry file, Path target) {
        this.http = http;
        this.path = path;
        this.file = file;
        this.target = target;
    }

    Answer run() throws IOException, InterruptedException {
        had = Files.size(target);
        HttpRequest.Builder request = http.request(path).header("Accept-Encoding", "identity");
        if (had > 0) {
            request.header("Range", "bytes=" + had + "-").header("If-Range", "\"" + file.sha256() + "\"");
        }
        CompletableFuture<HttpResponse<String>> response =
                http.client().sendAsync(request.GET().build(), this::receive);
        return Answer.of(watch(response));
    }

    private BodySubscriber<String> receive(ResponseInfo info) {
        return switch (info.statusCode()) {
            case 200 -> toDisk(info, file.size(), StandardOpenOption.TRUNCATE_EXISTING);
            case 206 -> toDisk(info, file.size() - had, StandardOpenOption.APPEND);
            default -> BodySubscribers.ofString(StandardCharsets.UTF_8);
        };
    }

    private BodySubscriber<String> toDisk(ResponseInfo info, long expected, OpenOption how) {
        long promised = info.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (promised != expected) {
            throw new UncheckedIOException(new IOException(
                    file.path() + ": the registry sends " + promised + " bytes where " + expected + " are expected"));
        }
        return BodySubscribers.mapping(
                BodySubscribers.ofFile(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how), done -> "");
    }

    /** Waits as long as bytes keep coming. */
    private HttpResponse<String> watch(CompletableFuture<HttpResponse<String>> response)
            throws IOException, InterruptedException {
        Duration silence = http.patience().silence();
        long seen = -1;
        while (true) {
            try {
                return response.get(silence.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                long size = Files.size(target);
                if (size == seen) {
                    response.cancel(true);
                    throw new IOException(file.path() + ": nothing came for " + silence.toSeconds() + " s", e);
                }
                seen = size;
            } catch (InterruptedException e) {
                response.cancel(true);
                throw e;
            } catch (ExecutionException e) {
                throw new IOException(e.getCause().getMessage(), e.getCause());
            }
        }
    }
}
