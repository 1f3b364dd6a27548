package aprendiz.registry.blobs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Scrub;
import aprendiz.model.catalog.Sweep;
import aprendiz.model.catalog.Version;
import aprendiz.registry.RegistrySettings;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Publishing, sweeping and scrubbing where the bytes lie in a bucket. */
@QuarkusTest
@QuarkusTestResource(value = BucketRetentionTest.Bucket.class, restrictToAnnotatedClass = true)
class BucketRetentionTest extends RegistryTest {

    private static final String BUCKET = "retention";

    /** A bucket of its own; it comes after the folder, and takes its place. */
    public static final class Bucket implements QuarkusTestResourceLifecycleManager {
        @Override
        public int order() {
            return 100;
        }

        @Override
        public Map<String, String> start() {
            System.setProperty("aws.accessKeyId", "tester");
            System.setProperty("aws.secretAccessKey", "secret of the tester");
            try {
                URI server = S3Server.address();
                try (S3Client s3 = BlobStore.client(new BlobBucketTest.Settings(Optional.of(server)))) {
                    s3.createBucket(request -> request.bucket(BUCKET));
                }
                return Map.of(
                        "aprendiz.registry.blobs",
                        "s3://" + BUCKET + "/blobs-of-tests",
                        "aprendiz.registry.s3.endpoint",
                        server.toString(),
                        "aprendiz.registry.retention.grace",
                        "1S");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            // the server ends with the tests
        }
    }

    @Inject
    RegistrySettings settings;

    @Inject
    Blobs blobs;

    @Test
    void whatNothingNeedsGoesAndWhatRottedIsFound() throws Exception {
        assertThat(settings.blobs()).startsWith("s3://");
        ModelName name = newName();
        Path folder = Files.createDirectories(temp.resolve("data"));
        Files.writeString(folder.resolve("kept.txt"), "kept in a bucket");
        Files.writeString(folder.resolve("rots.txt"), "rots in a bucket");
        Version version = client.publish(RepositoryType.DATASET, name, folder, "", null);
        byte[] litter = "nobody needs this".getBytes(StandardCharsets.UTF_8);
        given().body(litter).put("/v1/blobs/" + Digest.of(litter)).then().statusCode(201);
        Digest rots = Digest.of(folder.resolve("rots.txt"));
        try (S3Client s3 = BlobStore.client(settings.s3())) {
            s3.putObject(
                    request -> request.bucket(BUCKET).key("blobs-of-tests/blobs/" + rots),
                    RequestBody.fromString("rotted in a bucket"));
            s3.putObject(
                    request -> request.bucket(BUCKET).key("blobs-of-tests/blobs/" + Digest.of(new byte[] {7})),
                    RequestBody.fromBytes(new byte[] {7}));
        }
        Rows.change("update blob set seen_at = now() - interval '1 day'");
        Thread.sleep(1_500);

        Sweep would = client.retention().sweep(true);
        assertThat(would.strays()).isEqualTo(1);
        assertThat(blobs.size(Digest.of(litter))).isPresent();
        Sweep did = client.retention().sweep(false);
        assertThat(did.blobs()).isEqualTo(would.blobs()).isPositive();
        assertThat(did.strays()).isEqualTo(1);
        assertThat(blobs.size(Digest.of(litter))).isEmpty();

        Scrub scrub = client.retention().scrub(Long.MAX_VALUE);
        assertThat(scrub.rotten()).extracting(Scrub.Rot::sha256).contains(rots);
        assertThatThrownBy(() -> client.fetch(RepositoryType.DATASET, version, temp.resolve("cache")))
                .isInstanceOf(Problem.class);
        client.publish(RepositoryType.DATASET, name, folder, "", null);
        assertThat(client.retention().report().rotten())
                .extracting(Scrub.Rot::sha256)
                .doesNotContain(rots);
        assertThat(client.fetch(RepositoryType.DATASET, version, temp.resolve("cache"))
                        .resolve("kept.txt"))
                .hasContent("kept in a bucket");
    }
}
