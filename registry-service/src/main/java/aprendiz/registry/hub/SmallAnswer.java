package aprendiz.registry.hub;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Some bytes at hand over HTTP, with the headers that Hub clients live by.
 *
 * @param etag without quotes
 */
@SuppressWarnings("ArrayRecordComponent")
record SmallAnswer(String commit, String etag, String type, byte[] bytes) {

    /** @param body whether to send the bytes, or only to say how many there are */
    RestResponse<StreamingOutput> answer(boolean body) {
        ResponseBuilder<StreamingOutput> response = ResponseBuilder.<StreamingOutput>create(RestResponse.Status.OK)
                .type(type)
                .header("X-Repo-Commit", commit)
                .header(HttpHeaders.ETAG, "\"" + etag + "\"")
                .header(HttpHeaders.CONTENT_LENGTH, bytes.length);
        if (body) {
            response.entity(out -> out.write(bytes));
        }
        return response.build();
    }
}
