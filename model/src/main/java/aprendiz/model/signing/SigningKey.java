package aprendiz.model.signing;

import aprendiz.model.FileEntry;
import aprendiz.model.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/** Signs versions. Safe for use by many threads. */
public final class SigningKey {

    private static final String PKCS8 = "PRIVATE KEY";
    private static final String SEC1 = "EC PRIVATE KEY";

    private final PrivateKey key;
    private final PublicKeyFile counterpart;

    private SigningKey(PrivateKey key, PublicKeyFile counterpart) {
        this.key = key;
        this.counterpart = counterpart;
    }

    /**
     * Reads a private key on P-256, P-384 or P-521 as openssl writes it, in PEM and without a password.
     *
     * @throws Problem of kind INVALID that says what is wrong with the file, never what is in it
     */
    public static SigningKey read(Path file) {
        try {
            return of(Files.readString(file, StandardCharsets.US_ASCII), file.toString());
        } catch (IOException e) {
            throw Problem.invalid("Bad key file", file + " cannot be read: " + e);
        }
    }

    /** @param name what to call the text in a complaint */
    static SigningKey of(String pem, String name) {
        List<Pem> blocks = Pem.read(pem, name);
        for (Pem block : blocks) {
            if (block.label().equals(PKCS8) || block.label().equals(SEC1)) {
                return of(block, name);
            }
        }
        throw Problem.invalid(
                "Bad key file",
                name + ": holds "
                        + (blocks.isEmpty()
                                ? "nothing in PEM"
                                : blocks.stream().map(Pem::label).toList())
                        + ", not a private key without a password; make one with"
                        + " openssl ecparam -name prime256v1 -genkey -noout -out " + name);
    }

    private static SigningKey of(Pem block, String name) {
        try {
            List<Der.Value> parts = Der.read(block.content()).getFirst().parts();
            boolean wrapped = block.label().equals(PKCS8);
            byte[] own = wrapped ? parts.get(2).content() : block.content();
            List<Der.Value> ownParts = Der.read(own).getFirst().parts();
            byte[] oid = wrapped
                    ? parts.get(1).parts().get(1).content()
                    : numbered(ownParts, 0xa0, name).content();
            Curve curve = Curve.of(oid)
                    .orElseThrow(() -> Problem.invalid(
                            "Bad key file",
                            name + ": not a key on P-256, P-384 or P-521, which model signing is done with"));
            byte[] pkcs8 = Der.write(
                    Der.SEQUENCE,
                    Der.write(Der.INTEGER, new byte[] {0}),
                    curve.identifier(),
                    Der.write(Der.OCTET_STRING, own));
            return new SigningKey(
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
                    PublicKeyFile.of(curve, numbered(ownParts, 0xa1, name).content(), name));
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw Problem.invalid("Bad key file", name + ": its private key cannot be read");
        }
    }

    private static Der.Value numbered(List<Der.Value> parts, int tag, String name) {
        return parts.stream()
                .filter(part -> part.tag() == tag)
                .map(part -> part.parts().getFirst())
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "Bad key file",
                        name + ": lacks " + (tag == 0xa0 ? "its curve" : "its public key") + "; openssl ec -in " + name
                                + " -out KEY writes it with both"));
    }

    /** The name of the public key that verifies what this one signs. */
    public String id() {
        return counterpart.id();
    }

    /** The public key as a PEM file, for those who verify. */
    public String publicKey() {
        return new Pem(PublicKeyFile.LABEL, counterpart.key().getEncoded()).text();
    }

    /** Signs the files under a name: a Sigstore bundle, which {@code model.sig} holds. Never twice the same bytes. */
    public byte[] sign(String name, List<FileEntry> files) {
        byte[] payload = Statement.write(name, files);
        try {
            Signature signer = Signature.getInstance(counterpart.curve().algorithm());
            signer.initSign(key);
            signer.update(Bundle.toBeSigned(payload));
            return new Bundle(id(), payload, List.of(signer.sign())).write();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read can sign", e);
        }
    }

    /** Says nothing of the key but its name. */
    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }
}
