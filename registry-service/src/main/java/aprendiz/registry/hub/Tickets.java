package aprendiz.registry.hub;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs addresses for uploads, which clients call without a token, and knows its own signature. */
@Singleton
class Tickets {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    Tickets(HubSettings settings) {
        byte[] secret = settings.uploadSecret()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElseGet(Tickets::random);
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    private static byte[] random() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    String sign(Ticket ticket) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(ticket.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** @throws HubProblem 403 if the signature is not of this ticket, or the ticket has expired */
    void check(Ticket ticket, String signature) {
        boolean genuine = signature != null
                && MessageDigest.isEqual(
                        sign(ticket).getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
        if (!genuine) {
            throw new HubProblem(403, null, null, "this address for an upload was not given by this registry");
        }
        if (Instant.now().getEpochSecond() > ticket.expires()) {
            throw new HubProblem(403, null, null, "this address for an upload has expired; ask for another");
        }
    }
}
