package aprendiz.model.signing;

import java.util.HexFormat;
import java.util.Optional;

/** The curves that model signing knows, each with its hash. */
enum Curve {
    P_256("2a8648ce3d030107", "SHA256withECDSA"),
    P_384("2b81040022", "SHA384withECDSA"),
    P_521("2b81040023", "SHA512withECDSA");

    /** Says of a key that it is one on an elliptic curve. */
    private static final byte[] EC = HexFormat.of().parseHex("2a8648ce3d0201");

    private final String oid;
    private final String algorithm;

    Curve(String oid, String algorithm) {
        this.oid = oid;
        this.algorithm = algorithm;
    }

    /** @param oid the content of an ASN.1 object identifier */
    static Optional<Curve> of(byte[] oid) {
        String hex = HexFormat.of().formatHex(oid);
        for (Curve one : values()) {
            if (one.oid.equals(hex)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** As the JDK calls its signatures. */
    String algorithm() {
        return algorithm;
    }

    /** The algorithm of a key, as key files name it. */
    byte[] identifier() {
        return Der.write(
                Der.SEQUENCE,
                Der.write(Der.OID, EC),
                Der.write(Der.OID, HexFormat.of().parseHex(oid)));
    }
}
