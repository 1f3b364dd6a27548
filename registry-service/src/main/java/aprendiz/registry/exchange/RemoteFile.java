package aprendiz.registry.exchange;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file as another hub lists it.
 *
 * @param sha256 of a file that lies in git-LFS; null of others
 * @param oid that git gives to the file; of a file in git-LFS that of its pointer
 */
record RemoteFile(String path, long size, Digest sha256, String oid) {

    private static final Pattern OID = Pattern.compile("[0-9a-f]{40}");

    RemoteFile {
        FileEntry.checkPath(path);
        if (size < 0 || (sha256 == null && (oid == null || !OID.matcher(oid).matches()))) {
            throw Problem.unavailable(
                    "Strange hub", "the hub says of " + path + " neither a SHA-256 nor git's name for it", null);
        }
    }

    static RemoteFile of(JsonNode node) {
        JsonNode lfs = node.path("lfs").path("oid");
        return new RemoteFile(
                node.path("path").asText(),
                node.path("size").asLong(-1),
                lfs.isTextual() ? new Digest(lfs.asText().replaceFirst("^sha256:", "")) : null,
                node.path("oid").textValue());
    }

    /** What the content is called while it comes, the same in every import. */
    String key() {
        return sha256 == null ? "git-" + oid : sha256.hex();
    }

    /** The word for what the content is compared with. */
    String verifiedBy() {
        return sha256 == null ? "git-oid" : "sha256";
    }

    /** The digest of the content in the file, if it is what the hub promised. */
    Optional<Digest> verify(Path file) throws IOException {
        if (Files.size(file) != size) {
            return Optional.empty();
        }
        MessageDigest sha = Digest.newSha256();
        MessageDigest git = sha1();
        git.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
                if (sha256 == null) {
                    git.update(buffer, 0, n);
                }
            }
        }
        Digest found = Digest.finish(sha);
        boolean right = sha256 == null ? HexFormat.of().formatHex(git.digest()).equals(oid) : found.equals(sha256);
        return right ? Optional.of(found) : Optional.empty();
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
