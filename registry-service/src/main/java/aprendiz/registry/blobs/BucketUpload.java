package aprendiz.registry.blobs;

import aprendiz.model.Digest;
import aprendiz.registry.NoRoom;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * One blob on its way into a bucket, part by part, hashed as it passes. It is completed only under the digest that was
 * promised; closing it before gives its parts back.
 */
final class BucketUpload implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BucketUpload.class);
    /** The most parts that S3 takes for one object. */
    private static final int MOST_PARTS = 10_000;

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final byte[] buffer;
    private final List<CompletedPart> parts = new ArrayList<>();
    private String id;

    BucketUpload(S3Client s3, String bucket, String key, int partSize) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
        this.buffer = new byte[partSize];
    }

    long send(Digest promised, InputStream bytes) throws IOException {
        MessageDigest sha = Digest.newSha256();
        int length = fill(bytes, sha);
        long size = length;
        while (length == buffer.length) {
            sendPart(length);
            length = fill(bytes, sha);
            size += length;
        }
        BlobFolder.check(promised, Digest.finish(sha), size);
        if (id == null) {
            s3.putObject(request -> request.bucket(bucket).key(key), content(length));
        } else {
            if (length > 0) {
                sendPart(length);
            }
            s3.completeMultipartUpload(request ->
                    request.bucket(bucket).key(key).uploadId(id).multipartUpload(upload -> upload.parts(parts)));
            id = null;
        }
        return size;
    }

    private int fill(InputStream bytes, MessageDigest sha) throws IOException {
        int length = bytes.readNBytes(buffer, 0, buffer.length);
        sha.update(buffer, 0, length);
        return length;
    }

    private void sendPart(int length) throws NoRoom {
        if (id == null) {
            id = s3.createMultipartUpload(request -> request.bucket(bucket).key(key))
                    .uploadId();
        }
        int number = parts.size() + 1;
        if (number > MOST_PARTS) {
            throw new NoRoom(new IOException("a file may have " + (long) MOST_PARTS * buffer.length
                    + " bytes there; raise aprendiz.registry.s3.part-size"));
        }
        String etag = s3.uploadPart(
                        request -> request.bucket(bucket).key(key).uploadId(id).partNumber(number), content(length))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    }

    private RequestBody content(int length) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(buffer, 0, length), length, "application/octet-stream");
    }

    /** What cannot be given back now is cleared away as an idle upload later. */
    @Override
    public void close() {
        if (id != null) {
            try {
                s3.abortMultipartUpload(
                        request -> request.bucket(bucket).key(key).uploadId(id));
            } catch (SdkException e) {
                LOG.warnf("parts of %s stay in bucket %s for now: %s", key, bucket, e.getMessage());
            }
        }
    }
}
