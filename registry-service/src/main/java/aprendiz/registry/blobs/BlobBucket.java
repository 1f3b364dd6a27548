package aprendiz.registry.blobs;

import aprendiz.model.Digest;
import aprendiz.model.Problem;
import aprendiz.registry.NoRoom;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Blobs in a bucket of any server that speaks S3, at {@code prefix/blobs/abcd...}. A blob appears when its upload is
 * completed, which happens only when its digest is right; until then the server keeps its parts where nobody reads them.
 *
 * <p>The key is the digest of the content, so two writers of one key write the same bytes and need no condition.
 */
final class BlobBucket implements Blobs {

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

    /** Each upload holds one part in memory. */
    private static final int UPLOADS = 8;

    private final S3Client s3;
    private final String bucket;
    private final String blobs;
    private final String damaged;
    private final int partSize;
    private final Semaphore turns = new Semaphore(UPLOADS, true);

    /** Owns the client and closes it. */
    BlobBucket(S3Client s3, Location.Bucket place, int partSize) {
        this.s3 = s3;
        this.bucket = place.bucket();
        this.blobs = place.prefix() + "blobs/";
        this.damaged = place.prefix() + "damaged/";
        this.partSize = partSize;
    }

    @Override
    public long put(Digest sha256, InputStream bytes) throws IOException {
        takeTurn();
        try (BucketUpload upload = new BucketUpload(s3, bucket, blobs + sha256, partSize)) {
            return upload.send(sha256, bytes);
        } catch (SdkException e) {
            throw noRoomOrAway(e);
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (!turns.tryAcquire(30, TimeUnit.SECONDS)) {
                throw Problem.busy(UPLOADS + " uploads are under way; try again when one is done");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("Interrupted", "the registry is stopping", e);
        }
    }

    @Override
    public OptionalLong size(Digest sha256) {
        return ask(() -> {
            try {
                return OptionalLong.of(
                        s3.headObject(request -> request.bucket(bucket).key(blobs + sha256))
                                .contentLength());
            } catch (NoSuchKeyException e) {
                return OptionalLong.empty();
            }
        });
    }

    @Override
    public InputStream open(Digest sha256, long offset) throws IOException {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket).key(blobs + sha256);
        if (offset > 0) {
            request.range("bytes=" + offset + "-");
        }
        try {
            ResponseInputStream<GetObjectResponse> object = s3.getObject(request.build());
            return new ObjectStream(object, object.response().contentLength());
        } catch (NoSuchKeyException e) {
            NoSuchFileException gone = new NoSuchFileException(sha256.hex());
            gone.initCause(e);
            throw gone;
        } catch (S3Exception e) {
            if (e.statusCode() == 416) {
                return InputStream.nullInputStream();
            }
            throw away(e);
        } catch (SdkException e) {
            throw away(e);
        }
    }

    @Override
    public void setAside(Digest sha256) {
        ask(() -> {
            s3.copyObject(request -> request.sourceBucket(bucket)
                    .sourceKey(blobs + sha256)
                    .destinationBucket(bucket)
                    .destinationKey(damaged + sha256));
            return s3.deleteObject(request -> request.bucket(bucket).key(blobs + sha256));
        });
    }

    @Override
    public void delete(Digest sha256) {
        ask(() -> s3.deleteObject(request -> request.bucket(bucket).key(blobs + sha256)));
    }

    @Override
    public Stream<Stored> all() {
        return ask(() -> s3.listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix(blobs)))
                .contents()
                .stream()
                .filter(object ->
                        NAME.matcher(object.key().substring(blobs.length())).matches())
                .map(this::stored);
    }

    private Stored stored(S3Object object) {
        return new Stored(new Digest(object.key().substring(blobs.length())), object.size(), object.lastModified());
    }

    @Override
    public int clearUploads(Instant idleSince) {
        List<MultipartUpload> stale = ask(() ->
                s3
                        .listMultipartUploadsPaginator(
                                request -> request.bucket(bucket).prefix(blobs))
                        .uploads()
                        .stream()
                        .filter(upload -> upload.initiated().isBefore(idleSince))
                        .toList());
        for (MultipartUpload upload : stale) {
            ask(() -> s3.abortMultipartUpload(
                    request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
        }
        return stale.size();
    }

    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException e) {
            throw away(e);
        }
    }

    private static Problem noRoomOrAway(SdkException e) throws NoRoom {
        boolean full = e instanceof S3Exception s3
                && (s3.statusCode() == 507
                        || String.valueOf(s3.awsErrorDetails())
                                .toLowerCase(Locale.ROOT)
                                .contains("quota"));
        if (full) {
            throw new NoRoom(new IOException("the server of the bucket says that it is full", e));
        }
        return away(e);
    }

    /** Without the SDK's own words, which may hold more of the request than belongs in an answer. */
    private static Problem away(SdkException e) {
        String how = e instanceof S3Exception s3 ? "answers with status " + s3.statusCode() : "does not answer";
        return Problem.unavailable(
                "Blob store away", "the server of the registry's bucket " + how + "; try again soon", e);
    }

    @Override
    public void close() {
        s3.close();
    }
}
