package aprendiz.model.signing;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A signed statement as it travels: a DSSE envelope in a Sigstore bundle, JSON.
 *
 * @param key the name of the public key that verifies it; empty where old signers did not say
 * @param payload what is signed
 * @param signatures each by that key
 */
@SuppressWarnings("ArrayRecordComponent")
record Bundle(String key, byte[] payload, List<byte[]> signatures) {

    private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    /** The bytes that the signature is over: DSSE's pre-authentication encoding. */
    static byte[] toBeSigned(byte[] payload) {
        byte[] head = ("DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + payload.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }

    byte[] write() {
        ObjectNode bundle = Json.MAPPER.createObjectNode().put("mediaType", MEDIA_TYPE);
        ObjectNode material = bundle.putObject("verificationMaterial");
        material.putObject("publicKey").put("hint", key);
        material.putArray("tlogEntries");
        ObjectNode envelope =
                bundle.putObject("dsseEnvelope").put("payload", payload).put("payloadType", PAYLOAD_TYPE);
        signatures.forEach(signature -> envelope.withArrayProperty("signatures")
                .addObject()
                .put("sig", signature)
                .put("keyid", ""));
        return Json.pretty(bundle);
    }

    /** @throws Problem of kind INVALID if these bytes are no bundle with a signed statement and a key's name */
    static Bundle read(byte[] json) {
        JsonNode bundle = Json.parse(json, "signature", JsonNode.class);
        if (!bundle.path("mediaType").asText().startsWith("application/vnd.dev.sigstore.bundle")) {
            throw bad("it is no Sigstore bundle");
        }
        if (!bundle.path("verificationMaterial").has("publicKey")) {
            throw bad("it is not made with a key: signatures by certificate or by Sigstore's service are not verified"
                    + " here");
        }
        JsonNode envelope = bundle.path("dsseEnvelope");
        if (!envelope.path("payloadType").asText().equals(PAYLOAD_TYPE)) {
            throw bad("it does not sign an in-toto statement");
        }
        try {
            List<byte[]> signatures = new ArrayList<>();
            for (JsonNode signature : envelope.path("signatures")) {
                signatures.add(signature.path("sig").binaryValue());
            }
            byte[] payload = envelope.path("payload").binaryValue();
            if (payload == null || signatures.isEmpty() || signatures.contains(null)) {
                throw bad("it lacks its payload or its signature");
            }
            String hint = bundle.path("verificationMaterial")
                    .path("publicKey")
                    .path("hint")
                    .asText("");
            return new Bundle(hint, payload, signatures);
        } catch (IOException e) {
            throw bad("its payload or its signature is no base64");
        }
    }

    private static Problem bad(String detail) {
        return Problem.invalid("Bad signature", "the signature cannot be read: " + detail);
    }
}
