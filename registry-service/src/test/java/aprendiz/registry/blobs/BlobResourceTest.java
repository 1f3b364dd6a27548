package aprendiz.registry.blobs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.registry.RegistrySettings;
import aprendiz.registry.RegistryTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BlobResourceTest extends RegistryTest {

    @Inject
    RegistrySettings settings;

    @Inject
    BlobShelf shelf;

    @Test
    void createdOnceThenKnown() {
        byte[] bytes = "some bytes".getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(bytes);
        given().head("/v1/blobs/" + digest).then().statusCode(404);
        given().body(bytes).put("/v1/blobs/" + digest).then().statusCode(201).body("size", is(bytes.length));
        given().body(bytes).put("/v1/blobs/" + digest).then().statusCode(200).body("sha256", is(digest.hex()));
        given().head("/v1/blobs/" + digest).then().statusCode(200);
    }

    @Test
    void manyAskForTheSameBlobsAtOnce() throws Exception {
        List<Digest> blobs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            byte[] bytes = ("blob " + i).getBytes(StandardCharsets.UTF_8);
            blobs.add(Digest.of(bytes));
            shelf.keep(Digest.of(bytes), new ByteArrayInputStream(bytes));
        }
        List<Future<Map<Digest, Long>>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 64; i++) {
                List<Digest> shuffled = new ArrayList<>(blobs);
                Collections.shuffle(shuffled, new Random(i));
                asked.add(threads.submit(() -> shelf.sizes(shuffled)));
            }
        }
        for (Future<Map<Digest, Long>> one : asked) {
            assertThat(one.get()).hasSize(40);
        }
    }

    @Test
    void refusesOtherBytesThanPromised() {
        Digest promised = Digest.of(new byte[] {42});
        given().body(new byte[] {43})
                .put("/v1/blobs/" + promised)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(promised.hex()));
        given().head("/v1/blobs/" + promised).then().statusCode(404);
    }

    @Test
    void refusesWhatIsNoDigest() {
        given().body(new byte[] {1}).put("/v1/blobs/ABC").then().statusCode(400);
        given().urlEncodingEnabled(false)
                .body(new byte[] {1})
                .put("/v1/blobs/..%2f..%2fetc%2fpasswd")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000_000})
    void aBodyThatEndsEarlyLeavesNothing(long missing) throws IOException {
        byte[] bytes = random(300_000);
        Digest digest = Digest.of(bytes);
        try (Socket socket = new Socket(registry.getHost(), registry.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head(digest, bytes.length + missing));
            out.write(bytes);
            out.flush();
        }
        await().during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> uploads().isEmpty());
        given().head("/v1/blobs/" + digest).then().statusCode(404);
    }

    @Test
    void aBodyThatGoesOnIsCutWhereItPromisedToEnd() throws IOException {
        byte[] bytes = random(1000);
        Digest digest = Digest.of(bytes);
        try (Socket socket = new Socket(registry.getHost(), registry.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head(digest, bytes.length - 1));
            out.write(bytes);
            out.flush();
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 400");
        }
        given().head("/v1/blobs/" + digest).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 3_000_000})
    void aFlippedByteOnDiskNeverArrivesWholeAndPublishingAgainRepairsIt(int size) throws IOException {
        ModelName name = newName();
        Path folder = Files.createDirectories(temp.resolve("data"));
        byte[] bytes = random(size);
        Files.write(folder.resolve("data.bin"), bytes);
        Version version = client.publish(RepositoryType.DATASET, name, folder, "", null);
        flip(place(Digest.of(bytes)), size / 2);

        assertThatThrownBy(() -> client.fetch(RepositoryType.DATASET, version, temp.resolve("cache")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("data.bin")
                .hasMessageContaining("damaged");
        assertThat(temp.resolve("cache").resolve(version.commit())).doesNotExist();

        assertThat(client.publish(RepositoryType.DATASET, name, folder, "", null))
                .isEqualTo(version);
        Path fetched = client.fetch(RepositoryType.DATASET, version, temp.resolve("cache"));
        assertThat(fetched.resolve("data.bin")).hasBinaryContent(bytes);
    }

    @Test
    void aBlobThatIsGoneOrTooShortIsSaidSo() throws IOException {
        ModelName name = newName();
        Path folder = Files.createDirectories(temp.resolve("data"));
        Files.write(folder.resolve("data.bin"), random(5000));
        Version version = client.publish(RepositoryType.DATASET, name, folder, "", null);
        Path blob = place(version.files().getFirst().sha256());
        Files.write(blob, random(10));
        String url = "/datasets/" + name + "/resolve/main/data.bin";
        given().head(url).then().statusCode(500).header("X-Error-Message", containsString("damaged"));
        Files.deleteIfExists(blob);
        given().get(url).then().statusCode(500).body("error", containsString("data.bin"));
    }

    private static byte[] head(Digest digest, long length) {
        return ("PUT /v1/blobs/" + digest + " HTTP/1.1\r\nHost: registry\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(System.nanoTime()).nextBytes(bytes);
        return bytes;
    }

    private Path place(Digest digest) {
        String hex = digest.hex();
        return Path.of(settings.blobs())
                .resolve(hex.substring(0, 2))
                .resolve(hex.substring(2, 4))
                .resolve(hex);
    }

    private List<Path> uploads() throws IOException {
        try (Stream<Path> below = Files.walk(Path.of(settings.blobs()).resolve("uploads"))) {
            return below.filter(path -> path.toString().endsWith(".part")).toList();
        }
    }

    private static void flip(Path file, long offset) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            int one = bytes.read();
            bytes.seek(offset);
            bytes.write(one ^ 1);
        }
    }
}
