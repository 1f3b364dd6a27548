package aprendiz.registry.hub;

import aprendiz.model.FileEntry;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The git-LFS pointer that stands for a file in git. */
record Pointer(FileEntry file) {

    String text() {
        return "version https://git-lfs.github.com/spec/v1\noid sha256:" + file.sha256() + "\nsize " + file.size()
                + "\n";
    }

    int size() {
        return text().length();
    }

    /** The name that git gives to the pointer: SHA-1 over {@code blob <size>\0<text>}. */
    String oid() {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(("blob " + size() + "\0").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(sha1.digest(text().getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    RestResponse<StreamingOutput> answer(String commit, boolean body) {
        byte[] bytes = text().getBytes(StandardCharsets.US_ASCII);
        ResponseBuilder<StreamingOutput> response = ResponseBuilder.<StreamingOutput>create(RestResponse.Status.OK)
                .type("text/plain")
                .header("X-Repo-Commit", commit)
                .header(HttpHeaders.ETAG, "\"" + oid() + "\"")
                .header(HttpHeaders.CONTENT_LENGTH, bytes.length);
        if (body) {
            response.entity(out -> out.write(bytes));
        }
        return response.build();
    }
}
