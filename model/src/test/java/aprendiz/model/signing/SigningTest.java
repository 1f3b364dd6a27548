package aprendiz.model.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Problem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys and signatures were made by openssl and {@code model_signing}: {@code src/test/python/model_signing.sh}. */
class SigningTest {

    @ParameterizedTest
    @ValueSource(strings = {"p256", "p384", "p521"})
    void verifiesWhatModelSigningSigned(String curve) throws IOException {
        TrustedKeys trusted = TrustedKeys.read(List.of(resource(curve + ".pub.pem")));
        byte[] signature = Files.readAllBytes(resource(curve + ".sig"));

        assertThat(trusted.verify("m@1", files(), signature))
                .isEqualTo(SigningKey.read(resource(curve + ".pem")).id());
        assertThat(trusted.ids()).containsExactly(Bundle.read(signature).key());
    }

    /** What is left in {@code target/signing} is for {@code model_signing.sh verify}. */
    @ParameterizedTest
    @ValueSource(strings = {"p256", "p384", "p521"})
    void signsWhatItVerifies(String curve) throws IOException {
        SigningKey key = SigningKey.read(resource(curve + ".pem"));
        byte[] signature = key.sign("acme/rooms", files());

        assertThat(TrustedKeys.of(key.publicKey()).verify("m@1", files(), signature))
                .isEqualTo(key.id());
        assertThat(key.publicKey()).isEqualTo(Files.readString(resource(curve + ".pub.pem")));
        assertThat(Statement.read(Bundle.read(signature).payload()).name()).isEqualTo("acme/rooms");
        Path made = Files.createDirectories(Path.of("target/signing"));
        Files.write(made.resolve(curve + ".sig"), signature);
    }

    @Test
    void refusesOtherFilesThanThoseThatWereSigned() throws IOException {
        TrustedKeys trusted = TrustedKeys.read(List.of(resource("p256.pub.pem")));
        byte[] signature = Files.readAllBytes(resource("p256.sig"));
        List<FileEntry> files = files();

        List<FileEntry> more = new ArrayList<>(files);
        more.add(new FileEntry("extra.txt", 1, Digest.of(new byte[1])));
        refuses(trusted, more, signature, "does not cover extra.txt");
        refuses(trusted, files.subList(1, 3), signature, "lacks a file of words.txt");
        List<FileEntry> changed = new ArrayList<>(files);
        changed.set(1, new FileEntry(files.get(1).path(), 1, Digest.of(new byte[1])));
        refuses(trusted, changed, signature, "config.json has SHA-256");
    }

    @Test
    void refusesStrangeKeysAndChangedSignatures() throws IOException {
        TrustedKeys other = TrustedKeys.read(List.of(resource("p384.pub.pem")));
        byte[] signature = Files.readAllBytes(resource("p256.sig"));
        refuses(other, files(), signature, "it is signed with key");

        Bundle bundle = Bundle.read(signature);
        byte[] statement = Statement.write("forged", files());
        byte[] forged = new Bundle(bundle.key(), statement, bundle.signatures()).write();
        refuses(TrustedKeys.read(List.of(resource("p256.pub.pem"))), files(), forged, "is not that of key");
        byte[] nonsense = new Bundle(bundle.key(), bundle.payload(), List.of(new byte[70])).write();
        refuses(TrustedKeys.read(List.of(resource("p256.pub.pem"))), files(), nonsense, "is not that of key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[1]",
                "no json",
                "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\"}",
                "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"verificationMaterial\":{\"publicKey\":{}},"
                        + "\"dsseEnvelope\":{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"%\",\"signatures\":[{\"sig\":\"\"}]}}"
            })
    void refusesWhatIsNoSignature(String text) throws IOException {
        TrustedKeys trusted = TrustedKeys.read(List.of(resource("p256.pub.pem")));
        assertThatThrownBy(() -> trusted.verify("m@1", files(), text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID));
    }

    @Test
    void severalKeysMayBeTrustedAtOnce(@TempDir Path temp) throws IOException {
        Path both = temp.resolve("keys.pem");
        Files.writeString(
                both, Files.readString(resource("p384.pub.pem")) + "\n" + Files.readString(resource("p256.pub.pem")));
        TrustedKeys trusted = TrustedKeys.read(List.of(both));

        assertThat(trusted.ids()).hasSize(2);
        trusted.verify("m@1", files(), Files.readAllBytes(resource("p256.sig")));
        trusted.verify("m@1", files(), Files.readAllBytes(resource("p384.sig")));
    }

    @Test
    void saysWhatIsWrongWithAKeyFileAndNeverWhatIsInIt(@TempDir Path temp) throws IOException {
        String key = Files.readString(resource("p256.pem"));
        String secret = key.lines().skip(1).findFirst().orElseThrow();
        for (String text : List.of(
                "",
                "nonsense",
                Files.readString(resource("p256.pub.pem")),
                key.replace(secret, secret.substring(4)),
                key.replace("EC PRIVATE", "ENCRYPTED PRIVATE"))) {
            Path file = Files.writeString(temp.resolve("key.pem"), text);
            assertThatThrownBy(() -> SigningKey.read(file))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("key.pem")
                    .hasMessageNotContaining(secret);
        }
        assertThatThrownBy(() -> SigningKey.read(temp.resolve("none.pem"))).hasMessageContaining("none.pem");
        assertThatThrownBy(() -> TrustedKeys.read(List.of(resource("p256.pem"))))
                .hasMessageContaining("no public key");
        assertThat(SigningKey.read(resource("p256.pem")).toString()).doesNotContain(secret);
    }

    private static void refuses(TrustedKeys trusted, List<FileEntry> files, byte[] signature, String why) {
        assertThatThrownBy(() -> trusted.verify("m@1", files, signature))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED))
                .hasMessageContaining("m@1")
                .hasMessageContaining(why);
    }

    private static List<FileEntry> files() throws IOException {
        List<FileEntry> files = new ArrayList<>();
        for (String path : List.of("a file of words.txt", "config.json", "onnx/model.onnx")) {
            Path file = resource("files").resolve(path);
            files.add(new FileEntry(path, Files.size(file), Digest.of(file)));
        }
        return files;
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(SigningTest.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
