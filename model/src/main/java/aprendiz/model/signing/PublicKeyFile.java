package aprendiz.model.signing;

import aprendiz.model.Digest;
import aprendiz.model.Problem;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/**
 * A public key, which signatures are verified with.
 *
 * @param id by which signatures name it: SHA-256 of the key as a PEM file
 */
record PublicKeyFile(String id, Curve curve, PublicKey key) {

    static final String LABEL = "PUBLIC KEY";

    /**
     * Reads a key as X.509 writes it.
     *
     * @param name what to call it in a complaint
     */
    static PublicKeyFile of(byte[] der, String name) {
        try {
            Der.Value algorithm =
                    Der.read(der).getFirst().parts().getFirst().parts().get(1);
            Curve curve = Curve.of(algorithm.content()).orElseThrow(() -> unknown(name));
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
            String id = Digest.of(new Pem(LABEL, key.getEncoded()).bytes()).hex();
            return new PublicKeyFile(id, curve, key);
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw unknown(name);
        }
    }

    /** The key whose curve and point are known. */
    static PublicKeyFile of(Curve curve, byte[] point, String name) {
        return of(Der.write(Der.SEQUENCE, curve.identifier(), Der.write(Der.BIT_STRING, point)), name);
    }

    private static Problem unknown(String name) {
        return Problem.invalid(
                "Bad key file", name + ": not a key on P-256, P-384 or P-521, which model signing is done with");
    }

    /** Whether this key's owner has signed these bytes. */
    boolean hasSigned(byte[] bytes, List<byte[]> signatures) {
        return signatures.stream().anyMatch(signature -> hasSigned(bytes, signature));
    }

    private boolean hasSigned(byte[] bytes, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(curve.algorithm());
            verifier.initVerify(key);
            verifier.update(bytes);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + curve.algorithm(), e);
        }
    }
}
