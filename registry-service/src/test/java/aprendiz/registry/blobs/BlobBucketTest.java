package aprendiz.registry.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Digest;
import aprendiz.model.Problem;
import aprendiz.registry.RegistrySettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Against a server that speaks S3 over HTTP. */
class BlobBucketTest extends BlobsKit {

    private static final int PART = 5 << 20;
    private static final String BUCKET = "models";

    record Settings(Optional<URI> endpoint) implements RegistrySettings.S3 {
        @Override
        public String region() {
            return "us-east-1";
        }

        @Override
        public boolean pathStyle() {
            return true;
        }

        @Override
        public int partSize() {
            return PART;
        }
    }

    private Location.Bucket place;
    private S3Client s3;
    private BlobBucket blobs;

    @BeforeAll
    static void credentials() {
        System.setProperty("aws.accessKeyId", "tester");
        System.setProperty("aws.secretAccessKey", "secret of the tester");
    }

    @BeforeEach
    void open() throws IOException {
        s3 = BlobStore.client(new Settings(Optional.of(S3Server.address())));
        if (s3.listBuckets().buckets().isEmpty()) {
            s3.createBucket(request -> request.bucket(BUCKET));
        }
        place = (Location.Bucket) Location.parse("s3://" + BUCKET + "/" + UUID.randomUUID() + "/");
        blobs = new BlobBucket(s3, place, PART);
    }

    @AfterEach
    void close() {
        blobs.close();
    }

    @Override
    Blobs blobs() {
        return blobs;
    }

    @Override
    int leftovers() {
        return uploadsOf(place.prefix());
    }

    private int uploadsOf(String prefix) {
        return s3.listMultipartUploads(request -> request.bucket(BUCKET).prefix(prefix))
                .uploads()
                .size();
    }

    @Test
    void clearsAwayWhatADeadProcessLeftHalfDone() throws IOException {
        String key = place.prefix() + "blobs/" + Digest.of(ROOM);
        String id = s3.createMultipartUpload(request -> request.bucket(BUCKET).key(key))
                .uploadId();
        s3.uploadPart(
                request -> request.bucket(BUCKET).key(key).uploadId(id).partNumber(1), RequestBody.fromBytes(ROOM));
        assertThat(blobs.size(Digest.of(ROOM))).isEmpty();
        assertThat(blobs.clearUploads(Instant.now().minusSeconds(60))).isZero();
        assertThat(blobs.clearUploads(Instant.now().plusSeconds(60))).isOne();
        assertThat(leftovers()).isZero();
    }

    @Test
    void aServerThatIsAwayIsSaidSoWithoutSecrets() {
        try (BlobBucket away = new BlobBucket(
                BlobStore.client(new Settings(Optional.of(URI.create("http://127.0.0.1:9")))), place, PART)) {
            assertThatThrownBy(() -> away.put(Digest.of(ROOM), new ByteArrayInputStream(ROOM)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("does not answer")
                    .hasMessageNotContaining("secret");
            assertThatThrownBy(() -> away.size(Digest.of(ROOM))).isInstanceOf(Problem.class);
        }
    }
}
