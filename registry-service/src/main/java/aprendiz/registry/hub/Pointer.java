package aprendiz.registry.hub;

import aprendiz.model.FileEntry;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
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

    /** The name that git gives to the pointer. */
    String oid() {
        return GitOid.of(text().getBytes(StandardCharsets.US_ASCII));
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
