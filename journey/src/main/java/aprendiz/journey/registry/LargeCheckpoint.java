package aprendiz.journey.registry;

import aprendiz.journey.bench.Figure;
import aprendiz.journey.bench.Median;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Target;
import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.registry.client.RegistryClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One large file to the registry and back over loopback, in turns with what the same work costs without one: copying the
 * file, hashing it in the same pass, and waiting for the disk.
 */
record LargeCheckpoint(URI registry, Path scratch, int megabytes, int windows) {

    private static final ModelName NAME = new ModelName("bench", "large");
    private static final String FILE = "model.bin";
    private static final Target TARGET = Target.atLeast(0.7);

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    List<Row> measure() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(scratch.resolve("checkpoint"));
        Path file = folder.resolve(FILE);
        write(file);
        Digest digest = Digest.of(file);
        RegistryClient client = new RegistryClient(registry);
        Version version = client.publish(RepositoryType.DATASET, NAME, folder, "", null);
        List<Double> copies = new ArrayList<>();
        List<Double> uploads = new ArrayList<>();
        List<Double> downloads = new ArrayList<>();
        List<Double> fetches = new ArrayList<>();
        for (int window = 0; window < windows; window++) {
            copies.add(seconds(() -> copy(file, scratch.resolve("copy"))));
            uploads.add(seconds(() -> upload(file, digest)));
            downloads.add(seconds(() -> download(version, scratch.resolve("download"))));
            Path fetched = scratch.resolve("fetched-" + window);
            fetches.add(seconds(() -> client.fetch(RepositoryType.DATASET, version, fetched)));
            Files.delete(fetched.resolve(version.commit()).resolve(FILE));
        }
        String bytes = megabytes + " MB";
        return List.of(
                row("upload of " + bytes + ", PUT, verified and on disk", uploads, copies, TARGET),
                row("download of " + bytes + ", GET to a file", downloads, copies, TARGET),
                row("fetch of " + bytes + " by the client, verified on disk", fetches, copies, null));
    }

    private Row row(String work, List<Double> seconds, List<Double> copies, Target target) {
        List<Double> ratios = IntStream.range(0, windows)
                .mapToObj(window -> copies.get(window) / seconds.get(window))
                .toList();
        return new Row(
                work,
                rate(seconds),
                "copying the file and its SHA-256 in one pass",
                rate(copies),
                Median.of(ratios),
                target,
                "");
    }

    private Figure rate(List<Double> seconds) {
        return new Figure(megabytes / Median.of(seconds), "MB/s");
    }

    private void write(Path file) throws IOException {
        Random random = new Random(1);
        byte[] piece = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < megabytes; i++) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        MessageDigest sha = Digest.newSha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
        }
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Digest.finish(sha);
    }

    private void upload(Path file, Digest digest) throws IOException, InterruptedException {
        send(
                HttpRequest.newBuilder(registry.resolve("/v1/blobs/" + digest))
                        .PUT(BodyPublishers.ofFile(file))
                        .build(),
                BodyHandlers.discarding());
    }

    private void download(Version version, Path to) throws IOException, InterruptedException {
        URI address = registry.resolve("/datasets/" + NAME + "/resolve/" + version.commit() + "/" + FILE);
        send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofFile(to));
    }

    private static <T> void send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            int status = http.send(request, handler).statusCode();
            if (status >= 300) {
                throw new IOException(request.uri() + " answered with status " + status);
            }
        }
    }

    private static double seconds(Work work) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e9;
    }
}
