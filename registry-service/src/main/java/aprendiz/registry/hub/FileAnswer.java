package aprendiz.registry.hub;

import aprendiz.model.FileEntry;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.blobs.Damage;
import aprendiz.registry.blobs.Delivery;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/**
 * One file over HTTP, with the headers that Hub clients live by. Its ETag is its SHA-256, whatever its size: in the tree
 * every file is an LFS file.
 */
record FileAnswer(Blobs blobs, Damage damage, FileEntry file, String commit) {

    private static final Pattern SPACE_OR_COMMA = Pattern.compile("[\\s,]+");

    /** Checks what can be checked without reading it: that it is here, and as long as it was. */
    static FileAnswer of(Blobs blobs, Damage damage, FileEntry file, String commit) throws IOException {
        if (blobs.size(file.sha256()).orElse(-1) != file.size()) {
            damage.found(file.sha256(), Damage.MISSING);
            throw new HubProblem(
                    500,
                    null,
                    commit,
                    file.path() + ": " + Delivery.damaged(file.sha256()).getMessage());
        }
        return new FileAnswer(blobs, damage, file, commit);
    }

    RestResponse<StreamingOutput> head(String ifNoneMatch) {
        return matches(ifNoneMatch)
                ? unchanged()
                : headers(Status.OK, file.size()).build();
    }

    RestResponse<StreamingOutput> get(String range, String ifRange, String ifNoneMatch) {
        if (matches(ifNoneMatch)) {
            return unchanged();
        }
        try {
            boolean same = ifRange == null || ifRange.equals(etag());
            return same ? get(ByteRange.parse(range, file.size())) : get(Optional.empty());
        } catch (ByteRange.Unsatisfiable e) {
            return headers(Status.REQUESTED_RANGE_NOT_SATISFIABLE, 0)
                    .header("Content-Range", "bytes */" + file.size())
                    .build();
        }
    }

    private RestResponse<StreamingOutput> get(Optional<ByteRange> range) {
        ByteRange part = range.orElse(new ByteRange(0, file.size()));
        ResponseBuilder<StreamingOutput> response =
                headers(range.isPresent() ? Status.PARTIAL_CONTENT : Status.OK, part.count());
        if (range.isPresent()) {
            response.header("Content-Range", part.contentRange(file.size()));
        }
        return response.entity(new Delivery(blobs, damage, file.sha256(), file.size(), part.offset(), part.count()))
                .build();
    }

    private RestResponse<StreamingOutput> unchanged() {
        return ResponseBuilder.<StreamingOutput>create(Status.NOT_MODIFIED)
                .header("X-Repo-Commit", commit)
                .header(HttpHeaders.ETAG, etag())
                .build();
    }

    private ResponseBuilder<StreamingOutput> headers(Status status, long length) {
        return ResponseBuilder.<StreamingOutput>create(status)
                .type(MediaType.APPLICATION_OCTET_STREAM)
                .header("X-Repo-Commit", commit)
                .header(HttpHeaders.ETAG, etag())
                .header("X-Linked-ETag", etag())
                .header("X-Linked-Size", file.size())
                .header("Accept-Ranges", "bytes")
                .header("Cache-Control", "no-transform")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", "attachment")
                .header(HttpHeaders.CONTENT_LENGTH, length);
    }

    private String etag() {
        return "\"" + file.sha256() + "\"";
    }

    private boolean matches(String ifNoneMatch) {
        return ifNoneMatch != null
                && SPACE_OR_COMMA
                        .splitAsStream(ifNoneMatch)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(etag()) || tag.equals("W/" + etag()));
    }
}
