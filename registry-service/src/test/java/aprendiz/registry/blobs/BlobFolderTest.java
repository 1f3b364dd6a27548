package aprendiz.registry.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Digest;
import aprendiz.model.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobFolderTest {

    private static final byte[] ROOM = "a quiet room".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void keepsBytesUnderTheirDigest() throws IOException {
        Digest digest = Digest.of(ROOM);
        try (BlobFolder blobs = new BlobFolder(folder)) {
            assertThat(blobs.size(digest)).isEmpty();
            assertThat(blobs.put(digest, new ByteArrayInputStream(ROOM))).isEqualTo(ROOM.length);
            assertThat(blobs.size(digest)).hasValue(ROOM.length);
            try (InputStream in = blobs.open(digest, 2)) {
                assertThat(in.readAllBytes()).asString().isEqualTo("quiet room");
            }
        }
        String hex = digest.hex();
        assertThat(files()).containsExactly(Path.of(hex.substring(0, 2), hex.substring(2, 4), hex));
    }

    @Test
    void aWrongDigestOrABrokenStreamLeavesNothing() throws IOException {
        Digest other = Digest.of(new byte[] {1});
        try (BlobFolder blobs = new BlobFolder(folder)) {
            assertThatThrownBy(() -> blobs.put(other, new ByteArrayInputStream(ROOM)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining(Digest.of(ROOM).hex());
            InputStream broken = InputStream.nullInputStream();
            broken.close();
            assertThatThrownBy(() -> blobs.put(other, broken)).isInstanceOf(IOException.class);
            assertThat(blobs.size(other)).isEmpty();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void puttingAgainRepairsADamagedCopy() throws IOException {
        Digest digest = Digest.of(ROOM);
        try (BlobFolder blobs = new BlobFolder(folder)) {
            blobs.put(digest, new ByteArrayInputStream(ROOM));
            Files.write(folder.resolve(files().getFirst()), new byte[] {0});
            blobs.put(digest, new ByteArrayInputStream(ROOM));
            assertThat(blobs.size(digest)).hasValue(ROOM.length);
            blobs.setAside(digest);
            assertThat(blobs.size(digest)).isEmpty();
            blobs.put(digest, new ByteArrayInputStream(ROOM));
            assertThat(blobs.size(digest)).hasValue(ROOM.length);
        }
    }

    @Test
    void sweepsWhatTheDeadLeftAndLeavesTheLivingAlone() throws IOException {
        Path dead = Files.createDirectories(folder.resolve("uploads/of-a-dead-process"));
        Files.createFile(dead.resolve("lock"));
        Files.write(dead.resolve("half.part"), ROOM);
        try (BlobFolder living = new BlobFolder(folder)) {
            assertThat(dead).doesNotExist();
            try (BlobFolder second = new BlobFolder(folder)) {
                second.put(Digest.of(ROOM), new ByteArrayInputStream(ROOM));
            }
            living.put(Digest.of(ROOM), new ByteArrayInputStream(ROOM));
            assertThat(living.size(Digest.of(ROOM))).hasValue(ROOM.length);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            return below.filter(Files::isRegularFile).map(folder::relativize).toList();
        }
    }
}
