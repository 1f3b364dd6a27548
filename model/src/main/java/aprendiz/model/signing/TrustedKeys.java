package aprendiz.model.signing;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The public keys whose signatures count. A key that is to be given up stays here as long as what it signed is in use. */
public final class TrustedKeys {

    private final List<PublicKeyFile> keys;

    private TrustedKeys(List<PublicKeyFile> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads public keys in PEM, several in one file one after the other.
     *
     * @throws Problem of kind INVALID if a file cannot be read or holds no key
     */
    public static TrustedKeys read(List<Path> files) {
        List<PublicKeyFile> keys = new ArrayList<>();
        for (Path file : files) {
            try {
                keys.addAll(keys(Files.readString(file, StandardCharsets.US_ASCII), file.toString()));
            } catch (IOException e) {
                throw Problem.invalid("Bad key file", file + " cannot be read: " + e);
            }
        }
        return new TrustedKeys(keys);
    }

    /** The keys of one text in PEM. */
    public static TrustedKeys of(String pem) {
        return new TrustedKeys(keys(pem, "the trusted key"));
    }

    private static List<PublicKeyFile> keys(String pem, String name) {
        List<PublicKeyFile> keys = Pem.read(pem, name).stream()
                .filter(block -> block.label().equals(PublicKeyFile.LABEL))
                .map(block -> PublicKeyFile.of(block.content(), name))
                .toList();
        if (keys.isEmpty()) {
            throw Problem.invalid(
                    "Bad key file", name + ": holds no public key in PEM; openssl ec -in KEY -pubout writes one");
        }
        return keys;
    }

    /** The names of the keys. */
    public List<String> ids() {
        return keys.stream().map(PublicKeyFile::id).toList();
    }

    /**
     * The name of the key that a signature says it was made with, whoever trusts that.
     *
     * @throws Problem of kind INVALID if it cannot be read, or does not say
     */
    public static String keyOf(byte[] signature) {
        String key = Bundle.read(signature).key();
        if (key.isEmpty()) {
            throw Problem.invalid("Bad signature", "the signature does not name its key; sign again with a newer tool");
        }
        return key;
    }

    /**
     * Verifies that one of these keys has signed exactly these files.
     *
     * @param label what is verified, for the complaint
     * @param signature what {@code model.sig} holds
     * @return the name of the key
     * @throws Problem of kind REFUSED if none has, or has signed other files; INVALID if it cannot be read
     */
    public String verify(String label, List<FileEntry> files, byte[] signature) {
        Bundle bundle = Bundle.read(signature);
        byte[] signed = Bundle.toBeSigned(bundle.payload());
        Optional<PublicKeyFile> signer = keys.stream()
                .filter(key -> bundle.key().isEmpty() || bundle.key().equals(key.id()))
                .filter(key -> key.hasSigned(signed, bundle.signatures()))
                .findFirst();
        if (signer.isEmpty()) {
            boolean known = ids().contains(bundle.key());
            throw refused(
                    label,
                    known
                            ? "its signature is not that of key " + bundle.key() + ", which it names"
                            : "it is signed with key " + Problem.quoted(bundle.key()) + "; trusted are " + ids());
        }
        compare(label, files, Statement.read(bundle.payload()).files());
        return signer.get().id();
    }

    private static void compare(String label, List<FileEntry> files, SortedMap<String, Digest> signed) {
        SortedMap<String, Digest> left = new TreeMap<>(signed);
        for (FileEntry file : files) {
            Digest digest = left.remove(file.path());
            if (digest == null) {
                throw refused(label, "its signature does not cover " + file.path());
            }
            if (!digest.equals(file.sha256())) {
                throw refused(
                        label, file.path() + " has SHA-256 " + file.sha256() + ", but signed is one with " + digest);
            }
        }
        if (!left.isEmpty()) {
            throw refused(label, "it lacks " + left.firstKey() + ", which is signed");
        }
    }

    private static Problem refused(String label, String detail) {
        return Problem.refused("Untrusted version", label + ": " + detail);
    }
}
