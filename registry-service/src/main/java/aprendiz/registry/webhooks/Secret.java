package aprendiz.registry.webhooks;

import aprendiz.model.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a webhook's deliveries are signed with, and how, as Standard Webhooks does: {@code standardwebhooks.com}. */
final class Secret {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    private Secret(byte[] key) {
        this.key = key;
    }

    static Secret random() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return new Secret(key);
    }

    /** @throws Problem of kind INVALID, without the text, if it is none */
    static Secret of(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "!");
            if (key.length >= 24 && key.length <= 64) {
                return new Secret(key);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw Problem.invalid(
                "Bad secret", "secret: must be " + PREFIX + " and 24 to 64 random bytes in base64; or leave it out");
    }

    /** To be stored, and shown once. */
    String text() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** The {@code webhook-signature} of a delivery. */
    String sign(String id, long timestamp, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "Secret[...]";
    }
}
