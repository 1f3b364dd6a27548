package aprendiz.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    /** FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    @Test
    void isTheSameOfBytesStreamsAndFiles() throws Exception {
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        MessageDigest running = Digest.newSha256();
        running.update(abc);
        assertThat(Digest.of(abc)).hasToString(ABC);
        assertThat(Digest.of(new ByteArrayInputStream(abc))).hasToString(ABC);
        assertThat(Digest.of(Files.write(folder.resolve("abc"), abc))).hasToString(ABC);
        assertThat(Digest.finish(running)).hasToString(ABC);
    }

    @Test
    void readsFilesLongerThanItsBuffer() throws Exception {
        byte[] long1 = new byte[200_001];
        assertThat(Digest.of(Files.write(folder.resolve("zeros"), long1))).isEqualTo(Digest.of(long1));
    }

    @Test
    void travelsAsText() {
        Digest digest = Digest.parse(ABC);
        assertThat(Json.pretty(digest)).asString().isEqualTo("\"" + ABC + "\"\n");
        assertThat(Json.parse(Json.pretty(digest), "digest", Digest.class)).isEqualTo(digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015add",
                "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n",
                "../../../../../../../../../../../../../../../../../../../etc/pass"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Digest.parse(text)).isInstanceOf(Problem.class).hasMessageContaining("not a SHA-256");
    }

    @Test
    void refusesNothing() {
        assertThatThrownBy(() -> new Digest(null)).isInstanceOf(Problem.class);
    }
}
