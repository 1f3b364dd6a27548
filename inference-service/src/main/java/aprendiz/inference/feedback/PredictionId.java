package aprendiz.inference.feedback;

import aprendiz.model.ModelName;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names the answers of one request, and can be told from a made-up name without having been kept: it is signed.
 *
 * @param version that answered
 * @param random no two requests have the same
 */
record PredictionId(ModelName model, int version, String random) {

    private static final String ALGORITHM = "HmacSHA256";
    /** Of the signature; 80 bits cannot be guessed. */
    private static final int BYTES = 10;

    private static final int LONGEST = 500;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    static PredictionId of(ModelName model, int version) {
        return new PredictionId(model, version, UUID.randomUUID().toString());
    }

    /** The word for it. */
    String signed(byte[] key) {
        byte[] content = (model + "@" + version + "@" + random).getBytes(StandardCharsets.UTF_8);
        byte[] signature = signature(content, key);
        byte[] all = Arrays.copyOf(signature, BYTES + content.length);
        System.arraycopy(content, 0, all, BYTES, content.length);
        return ENCODER.encodeToString(all);
    }

    /** What a word names; nothing if nobody signed it with this key. */
    static Optional<PredictionId> parse(String word, byte[] key) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] all = Base64.getUrlDecoder().decode(word);
            byte[] content = Arrays.copyOfRange(all, Math.min(BYTES, all.length), all.length);
            if (all.length <= BYTES || !MessageDigest.isEqual(Arrays.copyOf(all, BYTES), signature(content, key))) {
                return Optional.empty();
            }
            String[] parts = new String(content, StandardCharsets.UTF_8).split("@", 3);
            return Optional.of(new PredictionId(ModelName.of(parts[0]), Integer.parseInt(parts[1]), parts[2]));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static byte[] signature(byte[] content, byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return Arrays.copyOf(mac.doFinal(content), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
